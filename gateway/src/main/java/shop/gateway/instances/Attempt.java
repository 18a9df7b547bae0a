package shop.gateway.instances;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of the times a request is sent to some instance. Guarded by {@link RequestsInFlight}. */
final class Attempt {

    private static final String ATTRIBUTE = Attempt.class.getName();

    private final Set<String> triedBefore;
    private @Nullable String address;
    private boolean over;

    private Attempt(Set<String> triedBefore) {
        this.triedBefore = triedBefore;
    }

    /** Begins the next one of an exchange, whose attributes remember it. */
    static Attempt begin(Map<String, Object> exchange) {
        Attempt attempt = new Attempt(of(exchange).tried());
        exchange.put(ATTRIBUTE, attempt);
        return attempt;
    }

    /** The newest one of an exchange; a lone one if none has begun. */
    static Attempt of(Map<String, Object> exchange) {
        return exchange.get(ATTRIBUTE) instanceof Attempt attempt ? attempt : new Attempt(Set.of());
    }

    /** The addresses the same request was sent to before, in vain. */
    Set<String> triedBefore() {
        return triedBefore;
    }

    /** Where it is; null if nowhere yet. */
    @Nullable String address() {
        return address;
    }

    /** Goes there, unless it is over already: the caller may have gone away meanwhile. */
    boolean goesTo(String chosen) {
        address = chosen;
        return !over;
    }

    void end() {
        over = true;
    }

    private Set<String> tried() {
        Set<String> tried = new HashSet<>(triedBefore);
        if (address != null) {
            tried.add(address);
        }
        return tried;
    }
}
