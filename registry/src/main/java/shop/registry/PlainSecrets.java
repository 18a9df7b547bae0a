package shop.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares secrets as they are, in a time that does not depend on where they differ.
 *
 * <p>The secrets arrive in plain text through the environment, so a hash in memory would protect
 * nothing; and every heartbeat of every service would pay for a slow one. Spring's default encoder
 * would not do with a {@code {noop}} prefix either: it re-encodes such a secret with bcrypt at the
 * first success.
 */
final class PlainSecrets implements PasswordEncoder {

    @Override
    public @Nullable String encode(@Nullable CharSequence rawPassword) {
        return rawPassword == null ? null : rawPassword.toString();
    }

    @Override
    public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
        return rawPassword != null
                && encodedPassword != null
                && MessageDigest.isEqual(bytes(rawPassword), bytes(encodedPassword));
    }

    private static byte[] bytes(CharSequence secret) {
        return secret.toString().getBytes(StandardCharsets.UTF_8);
    }
}
