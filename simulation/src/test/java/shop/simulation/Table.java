package shop.simulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, whose rows never change but are replaced; in the order in which they came, so
 * that every replay sees the same one.
 */
public final class Table<K, V> {

    private final Database database;
    private final Map<K, V> rows = new LinkedHashMap<>();

    /** An empty one, which takes part in the transactions of this database. */
    public Table(Database database) {
        this.database = database;
    }

    /** The row, or null. */
    public @Nullable V get(K key) {
        return rows.get(key);
    }

    /** Puts the row there; the open transaction can take it back. */
    public void put(K key, V row) {
        V before = rows.put(key, row);
        database.onRollback(() -> restore(key, before));
    }

    /** Puts the row there unless there is one; returns whether it did. */
    public boolean insert(K key, V row) {
        if (rows.containsKey(key)) {
            return false;
        }
        put(key, row);
        return true;
    }

    /** All rows. */
    public Collection<V> rows() {
        return rows.values();
    }

    /** All keys with their rows. */
    public Set<Map.Entry<K, V>> entries() {
        return rows.entrySet();
    }

    private void restore(K key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }
}
