package shop.order.saga;

/** A logged saga that this version of its definition cannot go on with. */
final class UnreadableSagaException extends RuntimeException {

    UnreadableSagaException(String message, Throwable cause) {
        super(message, cause);
    }
}
