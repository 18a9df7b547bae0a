package shop.gateway.instances;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which services get their requests by consistent hashing; all others get them in turn.
 *
 * @param placement by the service's name the variable of the routes' paths that is the key;
 *     requests to a path without it go in turn
 */
@ConfigurationProperties("shop.gateway")
record Placement(@DefaultValue Map<String, String> placement) {

    @Nullable String variableOf(String service) {
        return placement.get(service);
    }
}
