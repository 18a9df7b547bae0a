package shop.edge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every problem type of the public API, whoever answers with it, in words for people. */
public enum ProblemType {
    OUT_OF_STOCK(
            409,
            "Out of stock",
            "There is less left of at least one product than the order asks for.",
            "Order what is left (the answer says how much), or come back later."),
    PAYMENT_DECLINED(
            402,
            "Payment declined",
            "The account does not hold enough for this order. Nothing was taken or reserved.",
            "Top up the account and place a new order with a new key."),
    REQUEST_IN_PROGRESS(
            409,
            "Request in progress",
            "A request with the same Idempotency-Key is being worked on right now.",
            "Wait as long as Retry-After says, then repeat the request with the same key."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Idempotency key reused",
            "The same Idempotency-Key came before with another body.",
            "Use a new key for a new request, and the same key only to repeat one."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            "Idempotency key missing",
            "Every POST needs an Idempotency-Key header, so that it can be repeated safely.",
            "Send a fresh random value, such as a UUID, and keep it for repeats."),
    IDEMPOTENCY_KEY_INVALID(
            400,
            "Idempotency key invalid",
            "An Idempotency-Key is 1 to 255 visible ASCII characters, bare or in double quotes.",
            "Send one such value, such as a UUID."),
    INVALID_REQUEST(
            400,
            "Invalid request",
            "The request is not of the form this address expects.",
            "Mend what the answer's errors point at, and send it again."),
    UNKNOWN_PRODUCT(
            422,
            "Unknown product",
            "The order names products the shop does not know.",
            "Look the products up at /api/products; the answer lists the unknown ones."),
    TIMED_OUT(
            409,
            "Timed out",
            "The order could not be decided in time, because a service was away. It was cancelled,"
                    + " and nothing is kept.",
            "Place a new order with a new key."),
    NOT_CANCELLABLE(
            409,
            "Not cancellable",
            "An order can be cancelled once it is confirmed, and only once.",
            "Ask for the order: if it is pending, wait until it is decided."),
    NOT_FOUND(404, "Not found", "It does not exist, or is another caller's.", "Check the address."),
    UNAUTHORIZED(
            401,
            "Unauthorized",
            "The request carries no valid token.",
            "Get a token at /oauth2/token and send it as 'Authorization: Bearer …'."),
    FORBIDDEN(
            403,
            "Forbidden",
            "The token is valid, but does not allow this.",
            "Use a token with the scope that WWW-Authenticate names."),
    METHOD_NOT_ALLOWED(
            405,
            "Method not allowed",
            "This address exists, but not for this method.",
            "Use one of the methods in the Allow header."),
    NOT_ACCEPTABLE(
            406,
            "Not acceptable",
            "The answer cannot be given in any of the formats the request accepts.",
            "Accept application/json."),
    PAYLOAD_TOO_LARGE(413, "Payload too large", "Bodies end at 64 KiB.", "Send less at a time."),
    URI_TOO_LONG(
            414,
            "URI too long",
            "The path and query of a request end at 4 KiB.",
            "Ask for less at a time."),
    HEADERS_TOO_LARGE(
            431,
            "Headers too large",
            "All headers of a request together end at 16 KiB.",
            "Send fewer or shorter headers; cookies are not needed here."),
    REQUEST_TIMEOUT(
            408,
            "Request timeout",
            "The request did not arrive within the time it may take. Nothing was done.",
            "Send it again, in one go."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The body's format or encoding is not understood here.",
            "Send application/json, without a Content-Encoding."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests",
            "This caller has used up its share of requests for the moment.",
            "Wait as long as Retry-After says."),
    UNAVAILABLE(
            503,
            "Unavailable",
            "A service cannot be reached, or did not answer in time. Nothing is half done.",
            "Wait as long as Retry-After says, then repeat the request with the same key."),
    UNSUPPORTED_VERSION(
            400,
            "Unsupported version",
            "The API-Version header names a version that does not exist.",
            "Send API-Version: 1, or none."),
    INTERNAL_ERROR(
            500,
            "Internal error",
            "Something broke on our side. Nothing is half done.",
            "Repeat the request with the same key. If it stays, tell us the answer's traceId.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String advice;

    ProblemType(int status, String title, String meaning, String advice) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** The type whose page is at {@code /problems/<slug>}. */
    public static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findAny();
    }

    /** The last part of the type's address. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type's address. */
    public String path() {
        return "/problems/" + slug();
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** The same words for every occurrence. */
    public String title() {
        return title;
    }

    /** What it means, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** What the caller can do about it. */
    public String advice() {
        return advice;
    }
}
