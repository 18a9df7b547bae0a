package shop.common.remote;

/** Work was not begun, because nobody waits for it any more. */
public final class DeadlineExceededException extends RuntimeException {

    DeadlineExceededException() {
        super("the request's deadline had passed before the work began");
    }
}
