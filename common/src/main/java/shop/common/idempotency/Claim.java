package shop.common.idempotency;

/** What a key turns out to be when a request comes with it. */
public sealed interface Claim {

    /** It was not used before; it is ours from this transaction's commit on. */
    record Fresh() implements Claim {}

    /** The same request was answered before. */
    record Answered(Answer answer) implements Claim {}

    /** The same request is being worked on, and has no answer yet. */
    record InProgress() implements Claim {}

    /** It came before with another request. */
    record Reused() implements Claim {}
}
