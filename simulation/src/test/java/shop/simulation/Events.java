package shop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is going to happen, by its time; among what is due at the same time somebody chooses. */
final class Events {

    /** Something that will happen, and who goes on with it. */
    record Event(long time, long number, Object actor, Runnable action)
            implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return time != other.time
                    ? Long.compare(time, other.time)
                    : Long.compare(number, other.number);
        }
    }

    private final Choices choices;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Event> due = new ArrayList<>();
    private long number;
    private Object last = this;

    Events(Choices choices) {
        this.choices = choices;
    }

    void add(long time, Object actor, Runnable action) {
        events.add(new Event(time, number++, actor, action));
    }

    /** Takes out the next; null if there is none. */
    @Nullable Event next() {
        Event first = events.poll();
        Event second = events.peek();
        boolean alone = first == null || second == null || second.time() != first.time();
        Event next = first == null || alone ? first : chosen(first);
        last = next == null ? this : next.actor();
        return next;
    }

    /** Whoever went on until now is the first of those who may go on. */
    private Event chosen(Event first) {
        due.add(first);
        for (Event e = events.peek(); e != null && e.time() == first.time(); e = events.peek()) {
            due.add(events.remove());
        }
        for (int i = 0; i < due.size(); i++) {
            if (due.get(i).actor().equals(last)) {
                due.addFirst(due.remove(i));
                break;
            }
        }
        Event chosen = due.remove(choices.next(due.size()));
        events.addAll(due);
        due.clear();
        return chosen;
    }
}
