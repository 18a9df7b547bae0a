package shop.instances;

import org.springframework.cloud.client.ServiceInstance;

/** What an instance is known by: a restarted one at the same address is the same. */
public final class Addresses {

    private Addresses() {}

    /** Host and port. */
    public static String of(ServiceInstance instance) {
        return instance.getHost() + ":" + instance.getPort();
    }
}
