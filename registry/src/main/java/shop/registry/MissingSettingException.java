package shop.registry;

/** A setting without a harmless default was not given. */
final class MissingSettingException extends RuntimeException {

    MissingSettingException(String variable) {
        super(
                "The registry needs the environment variable %s: only the demo profile has a default for it."
                        .formatted(variable));
    }
}
