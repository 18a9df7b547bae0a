package shop.system.chaos;

/** What can be done to a shop. */
enum FaultKind {
    SERVICE_KILLED("service killed", true),
    OWNER_PAUSED("owner paused past its lease", true),
    REGISTRY_DEAD("registry dead", true),
    REDIS_KILLED("Redis killed, back empty", false),
    REDIS_FROZEN("Redis frozen", false),
    REDIS_FLUSHED("Redis flushed", false),
    POSTGRES_CRASHED("PostgreSQL crashed", false),
    BACKEND_TERMINATED("backends terminated", false),
    DATABASE_FROZEN("one database frozen", false),
    LATENCY("link slow", false),
    BLACK_HOLE("link a black hole", false),
    RESET("link resets", false),
    REPLY_LOST("link loses replies", false),
    CUT("link cut", false),
    CLOCK_OFF("clock an hour off", false),
    COMPENSATION_FAILING("compensation fails", false);

    private final String label;
    private final boolean toProcess;

    FaultKind(String label, boolean toProcess) {
        this.label = label;
        this.toProcess = toProcess;
    }

    /** As people read it. */
    String label() {
        return label;
    }

    /** Whether it happens to one of the shop's own processes; one of those at a time. */
    boolean isToProcess() {
        return toProcess;
    }
}
