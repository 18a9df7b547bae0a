package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.loadbalancer.LoadBalancerUriTools;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.cloud.netflix.eureka.EurekaInstanceConfigBean;

class BracketedAddressTests {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    ConfigurationPropertiesAutoConfiguration.class,
                                    InstancesAutoConfiguration.class))
                    .withBean(EurekaInstanceConfigBean.class, BracketedAddressTests::unnamed)
                    .withPropertyValues("eureka.instance.prefer-ip-address=true");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/products/tea",
                "/api/products?q=green%20tea",
                "/api/products?q=tea&page=2"
            })
    void isCalledInANetworkWithoutIpv4(String path) {
        registered(
                "fd00:5:0:0:0:0:0:2",
                host -> {
                    var instance =
                            new DefaultServiceInstance("x", "inventory-service", host, 8083, false);
                    URI asked = URI.create("http://inventory-service" + path);

                    assertThat(LoadBalancerUriTools.reconstructURI(instance, asked))
                            .hasToString("http://[fd00:5:0:0:0:0:0:2]:8083" + path);
                    assertThat(instance.getUri()).hasHost("[fd00:5:0:0:0:0:0:2]").hasPort(8083);
                });
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.3", "[fd00::2], [fd00::2]", "::1, [::1]"})
    void addsBracketsOnlyWhereTheyAreMissing(String address, String expected) {
        registered(address, host -> assertThat(host).isEqualTo(expected));
    }

    private void registered(String address, Consumer<String> host) {
        service.withPropertyValues("eureka.instance.ip-address=" + address)
                .run(context ->
                        host.accept(
                                context.getBean(EurekaInstanceConfigBean.class)
                                        .getHostName(false)));
    }

    private static EurekaInstanceConfigBean unnamed() {
        return new EurekaInstanceConfigBean(new InetUtils(new InetUtilsProperties()));
    }
}
