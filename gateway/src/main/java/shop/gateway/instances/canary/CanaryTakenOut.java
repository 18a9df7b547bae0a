package shop.gateway.instances.canary;

/**
 * The newest version of a service fails too often: no caller gets it any more.
 *
 * @param service as the routes name it
 * @param version as its instances name it
 * @param errorRate percent of its calls that failed
 * @param stableErrorRate the same of the older versions
 */
public record CanaryTakenOut(
        String service, String version, float errorRate, float stableErrorRate) {}
