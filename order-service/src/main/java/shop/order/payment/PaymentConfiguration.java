package shop.order.payment;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration
@ImportHttpServices(group = "payment-service", types = PaymentApi.class)
@ImportHttpServices(group = "payment-books", types = PaymentBooks.Api.class)
class PaymentConfiguration {}
