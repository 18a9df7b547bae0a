package shop.common.security;

import org.springframework.security.core.Authentication;

/**
 * Who sent a request, by its token and nothing else.
 *
 * @param name the token's subject
 * @param operator whether he may see and do what belongs to others
 */
public record Caller(String name, boolean operator) {

    /** The authority of who may see and do what belongs to others. */
    static final String OPERATOR = "SCOPE_ops";

    /** The caller behind a checked token. */
    public static Caller of(Authentication authentication) {
        boolean operator =
                authentication.getAuthorities().stream()
                        .anyMatch(authority -> OPERATOR.equals(authority.getAuthority()));
        return new Caller(authentication.getName(), operator);
    }
}
