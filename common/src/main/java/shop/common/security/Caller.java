package shop.common.security;

import org.springframework.security.core.Authentication;

/**
 * Who sent a request, by its token and nothing else.
 *
 * @param name the token's subject
 * @param operator whether he may see and do what belongs to others
 */
public record Caller(String name, boolean operator) {

    /** The caller behind a checked token. */
    public static Caller of(Authentication authentication) {
        boolean operator =
                authentication.getAuthorities().stream()
                        .anyMatch(authority -> "SCOPE_ops".equals(authority.getAuthority()));
        return new Caller(authentication.getName(), operator);
    }
}
