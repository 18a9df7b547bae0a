package shop.common.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.json.JsonMapper;

/** What makes two requests the same: where they went, and what was read of their bodies. */
public final class Fingerprint {

    /**
     * How fingerprints are made here; it is kept with each. A release that makes them otherwise
     * takes the next number, and goes on comparing those of the last seven days as they were made.
     */
    static final int VERSION = 1;

    // Two versions of a service read the same body alike, though one knows a field that the other
    // does not: what was not sent is null, and leaves no trace.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(_ ->
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private Fingerprint() {}

    /**
     * The SHA-256 of both.
     *
     * @param path the request's path
     * @param body the body as read, so that white space and unknown fields make no difference; a
     *     field that is added to it later must be null when it was not sent
     */
    public static byte[] of(String path, Object body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(path.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return sha.digest(JSON.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
