package shop.simulation;

/** Something that runs tasks, with a clock of its own; by itself it lives for ever. */
class Node {

    private final String name;
    private int incarnation = 1;
    private long pausedUntil;

    Node(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Counts its lives: a task of an earlier one is gone. */
    int incarnation() {
        return incarnation;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void pauseUntil(long time) {
        pausedUntil = time;
    }

    boolean isMortal() {
        return false;
    }

    /** Everything it does and knows is gone. */
    void crash() {
        incarnation++;
        pausedUntil = 0;
    }
}
