package shop.order.inventory;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration
@ImportHttpServices(group = "inventory-service", types = InventoryApi.class)
@ImportHttpServices(group = "inventory-books", types = InventoryBooks.Api.class)
class InventoryConfiguration {}
