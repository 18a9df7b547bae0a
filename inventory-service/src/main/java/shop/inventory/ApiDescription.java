package shop.inventory;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI inventoryApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Inventory")
                                .version("1")
                                .description("Products, and the stock of them."));
    }
}
