package shop.gateway.routes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A row of the table.
 *
 * @param uri where it goes: {@code lb://} and a service's name, or a fixed host
 * @param method the one method it answers; GET answers HEAD too
 * @param paths the paths it answers, as patterns
 * @param access who may come in
 * @param timeLimit how long a caller waits for the answer's head, repeats included
 * @param upstreamPath the path at the service, if it is not the caller's
 */
public record ShopRoute(
        URI uri,
        HttpMethod method,
        List<PathPattern> paths,
        Access access,
        Duration timeLimit,
        @Nullable String upstreamPath) {

    /** Who may come in. */
    public enum Access {
        /** No token is needed; a bad one is still refused. */
        ANYONE(null),
        /** A token with scope {@code shop}. */
        CUSTOMER("shop"),
        /** A token with scope {@code ops}. */
        OPERATOR("ops");

        private final @Nullable String scope;

        Access(@Nullable String scope) {
            this.scope = scope;
        }

        /** The scope a token must have; null where no token is needed. */
        public @Nullable String scope() {
            return scope;
        }
    }

    /** GET and HEAD may be asked again whatever became of the first. */
    boolean changesNothing() {
        return method.equals(HttpMethod.GET);
    }

    Set<HttpMethod> methods() {
        return changesNothing() ? Set.of(HttpMethod.GET, HttpMethod.HEAD) : Set.of(method);
    }

    boolean knows(RequestPath path) {
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** The variables in a path of this route, decoded; nothing for any other path. */
    Optional<Map<String, String>> variablesAt(RequestPath path) {
        return paths.stream()
                .map(pattern -> pattern.matchAndExtract(path))
                .filter(Objects::nonNull)
                .findFirst()
                .map(PathPattern.PathMatchInfo::getUriVariables);
    }
}
