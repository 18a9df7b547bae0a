package shop.gateway.instances;

import org.springframework.cloud.client.ServiceInstance;

/** What an instance is known by: a restarted one at the same address is the same. */
final class Addresses {

    private Addresses() {}

    static String of(ServiceInstance instance) {
        return instance.getHost() + ":" + instance.getPort();
    }
}
