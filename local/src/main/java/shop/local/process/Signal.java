package shop.local.process;

/** The signals the launcher sends, by the names {@code kill} knows. */
public enum Signal {
    TERM,
    INT,
    KILL,
    STOP,
    CONT
}
