package shop.gateway.arrival;

import java.io.IOException;

/** The rest of a body cannot be read, because its chunks are none. */
final class MalformedBodyException extends IOException {

    MalformedBodyException(Throwable cause) {
        super("the body's chunks are malformed", cause);
    }
}
