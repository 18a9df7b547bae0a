package shop.order.saga.definition;

/**
 * Why a saga is undone.
 *
 * @param reason the refusal's constant, or {@value #TIMED_OUT}
 * @param detail the refusal's detail
 */
public record Undone(String reason, String detail) {

    /** The reason when the deadline passed before the pivot. */
    public static final String TIMED_OUT = "TIMED_OUT";
}
