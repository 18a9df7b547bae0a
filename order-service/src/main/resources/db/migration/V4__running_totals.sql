-- What the orders' books add up to, so that nobody counts millions of orders while people wait.
--
-- Each row is a difference: triggers add one for every statement that places or moves orders, and
-- the sum of all rows is the total, in every snapshot and whatever version of the service wrote it.
-- Rows are only added, so no two orders wait for each other; fold_order_total makes one of many.
CREATE TABLE order_total (
    pending            bigint NOT NULL DEFAULT 0,
    confirmed          bigint NOT NULL DEFAULT 0,
    completed          bigint NOT NULL DEFAULT 0,
    cancelling         bigint NOT NULL DEFAULT 0,
    cancelled          bigint NOT NULL DEFAULT 0,
    completed_minor    bigint NOT NULL DEFAULT 0,
    completed_quantity bigint NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What a statement added counts 1, what it took away -1; an update does both.
CREATE FUNCTION total_orders() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign int := TG_ARGV[0];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'delete orders instead, so that their totals hear of it';
    END IF;
    INSERT INTO order_total (pending, confirmed, completed, cancelling, cancelled,
                             completed_minor, completed_quantity)
    SELECT sign * count(*) FILTER (WHERE status = 'PENDING'),
           sign * count(*) FILTER (WHERE status = 'CONFIRMED'),
           sign * count(*) FILTER (WHERE status = 'COMPLETED'),
           sign * count(*) FILTER (WHERE status = 'CANCELLING'),
           sign * count(*) FILTER (WHERE status = 'CANCELLED'),
           sign * coalesce(sum(total_minor) FILTER (WHERE status = 'COMPLETED'), 0),
           sign * coalesce(sum(quantity) FILTER (WHERE status = 'COMPLETED'), 0)
    FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER orders_are_totalled AFTER INSERT ON orders
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_orders('1');

CREATE TRIGGER orders_are_totalled_after AFTER UPDATE ON orders
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_orders('1');

CREATE TRIGGER orders_are_totalled_before AFTER UPDATE ON orders
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_orders('-1');

CREATE TRIGGER orders_are_totalled_no_longer AFTER DELETE ON orders
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_orders('-1');

CREATE TRIGGER orders_are_not_truncated BEFORE TRUNCATE ON orders
    FOR EACH STATEMENT EXECUTE FUNCTION total_orders();

-- What the totals lack: a count of all orders less the totals, both of one moment. It reads the
-- whole table, so it is for the first filling and for the exact check, and asked by nobody who waits.
CREATE VIEW order_total_missing AS
    SELECT counted.pending - total.pending AS pending,
           counted.confirmed - total.confirmed AS confirmed,
           counted.completed - total.completed AS completed,
           counted.cancelling - total.cancelling AS cancelling,
           counted.cancelled - total.cancelled AS cancelled,
           counted.completed_minor - total.completed_minor AS completed_minor,
           counted.completed_quantity - total.completed_quantity AS completed_quantity
    FROM (
      SELECT count(*) FILTER (WHERE status = 'PENDING') AS pending,
             count(*) FILTER (WHERE status = 'CONFIRMED') AS confirmed,
             count(*) FILTER (WHERE status = 'COMPLETED') AS completed,
             count(*) FILTER (WHERE status = 'CANCELLING') AS cancelling,
             count(*) FILTER (WHERE status = 'CANCELLED') AS cancelled,
             coalesce(sum(total_minor) FILTER (WHERE status = 'COMPLETED'), 0) AS completed_minor,
             coalesce(sum(quantity) FILTER (WHERE status = 'COMPLETED'), 0) AS completed_quantity
      FROM orders) AS counted
    CROSS JOIN (
      SELECT coalesce(sum(pending), 0) AS pending,
             coalesce(sum(confirmed), 0) AS confirmed,
             coalesce(sum(completed), 0) AS completed,
             coalesce(sum(cancelling), 0) AS cancelling,
             coalesce(sum(cancelled), 0) AS cancelled,
             coalesce(sum(completed_minor), 0) AS completed_minor,
             coalesce(sum(completed_quantity), 0) AS completed_quantity
      FROM order_total) AS total;

-- Replaces some rows by their sum, in one statement; returns how many. It takes the rows it sees and
-- no others, so it does not matter in which order they were committed. A function, because a later
-- version may add a column of which an earlier one knows nothing.
CREATE FUNCTION fold_order_total(most int) RETURNS bigint LANGUAGE sql AS $$
    WITH taken AS (
      DELETE FROM order_total
      WHERE ctid = ANY (ARRAY(SELECT ctid FROM order_total LIMIT most FOR UPDATE SKIP LOCKED))
      RETURNING pending, confirmed, completed, cancelling, cancelled, completed_minor,
                completed_quantity),
    folded AS (
      INSERT INTO order_total (pending, confirmed, completed, cancelling, cancelled,
                               completed_minor, completed_quantity)
      SELECT sum(pending), sum(confirmed), sum(completed), sum(cancelling), sum(cancelled),
             sum(completed_minor), sum(completed_quantity)
      FROM taken HAVING count(*) > 0)
    SELECT count(*) FROM taken
$$;
