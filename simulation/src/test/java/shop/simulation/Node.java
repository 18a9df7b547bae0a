package shop.simulation;

import java.util.ArrayList;
import java.util.List;

/** Something that runs tasks, with a clock of its own; by itself it lives for ever. */
class Node {

    private final String name;
    private final List<Task> held = new ArrayList<>();
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

    /** Keeps a task that came to its turn during a pause. */
    void hold(Task task) {
        held.add(task);
    }

    /** Lets those go on that were held. */
    void resume() {
        List<Task> all = List.copyOf(held);
        held.clear();
        all.forEach(task -> task.wake(0));
    }

    /** Whether its version can read this row. */
    boolean reads(Saga row) {
        return true;
    }

    boolean isMortal() {
        return false;
    }

    /** Everything it does and knows is gone. */
    void crash() {
        incarnation++;
        pausedUntil = 0;
        held.clear();
    }
}
