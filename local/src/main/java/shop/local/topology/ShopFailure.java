package shop.local.topology;

/** Something the person at the keyboard has to know; its message is one clear sentence or two. */
public final class ShopFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what happened and what to do about it, in the user's words
     */
    public ShopFailure(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what happened and what to do about it, in the user's words
     */
    public ShopFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
