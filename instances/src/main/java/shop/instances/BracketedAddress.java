package shop.instances;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.netflix.eureka.EurekaInstanceConfigBean;

/**
 * Registers an address of IPv6 in brackets. Whoever calls the instance puts the address into a URL,
 * and without them not every URL becomes one.
 */
final class BracketedAddress implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof EurekaInstanceConfigBean self) {
            @Nullable String address = self.getIpAddress();
            if (address != null && address.contains(":") && !address.startsWith("[")) {
                self.setIpAddress("[" + address + "]");
            }
        }
        return bean;
    }
}
