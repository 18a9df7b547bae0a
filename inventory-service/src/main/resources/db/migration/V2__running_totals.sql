-- What deliveries and reservations add up to, so that nobody unnests millions of reservations while
-- people wait.
--
-- Each row is a difference: triggers add one for every statement that delivers, or makes or changes
-- reservations, and the sum of all rows is the total, in every snapshot and whatever version of the
-- service wrote it. Rows are only added, so no two reservations wait for each other;
-- fold_stock_total makes one of many.
CREATE TABLE stock_total (
    delivered         bigint  NOT NULL DEFAULT 0,
    delivered_weighed numeric NOT NULL DEFAULT 0,
    held_weighed      numeric NOT NULL DEFAULT 0,
    sold_weighed      numeric NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- A number made of a SKU. Pieces times weights are added up on both sides: a piece too much here and
-- a piece too little there cancel out in a plain sum, and not in this one. Should PostgreSQL ever hash
-- otherwise, the exact check says so, and adding what is missing mends it.
CREATE FUNCTION sku_weight(sku text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT hashtextextended(sku, 0)
$$;

CREATE FUNCTION weigh_lines(skus text[], quantities int[]) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(quantity * sku_weight(sku)), 0)
    FROM unnest(skus, quantities) AS line (sku, quantity)
$$;

-- What a statement added counts 1, what it took away -1; an update does both.
CREATE FUNCTION total_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign int := TG_ARGV[0];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'delete deliveries instead, so that their totals hear of it';
    END IF;
    INSERT INTO stock_total (delivered, delivered_weighed)
    SELECT sign * sum(quantity), sign * sum(quantity * sku_weight(sku))
    FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION total_reservations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign int := TG_ARGV[0];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'delete reservations instead, so that their totals hear of it';
    END IF;
    INSERT INTO stock_total (held_weighed, sold_weighed)
    SELECT sign * coalesce(sum(weigh_lines(skus, quantities)) FILTER (WHERE status = 'HELD'), 0),
           sign * coalesce(
             sum(weigh_lines(skus, quantities)) FILTER (WHERE status = 'COMMITTED'), 0)
    FROM changed WHERE status IN ('HELD', 'COMMITTED') HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER deliveries_are_totalled AFTER INSERT ON delivery
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_deliveries('1');

CREATE TRIGGER deliveries_are_totalled_after AFTER UPDATE ON delivery
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_deliveries('1');

CREATE TRIGGER deliveries_are_totalled_before AFTER UPDATE ON delivery
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_deliveries('-1');

CREATE TRIGGER deliveries_are_totalled_no_longer AFTER DELETE ON delivery
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_deliveries('-1');

CREATE TRIGGER deliveries_are_not_truncated BEFORE TRUNCATE ON delivery
    FOR EACH STATEMENT EXECUTE FUNCTION total_deliveries();

CREATE TRIGGER reservations_are_totalled AFTER INSERT ON reservation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_reservations('1');

CREATE TRIGGER reservations_are_totalled_after AFTER UPDATE ON reservation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_reservations('1');

CREATE TRIGGER reservations_are_totalled_before AFTER UPDATE ON reservation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_reservations('-1');

CREATE TRIGGER reservations_are_totalled_no_longer AFTER DELETE ON reservation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_reservations('-1');

CREATE TRIGGER reservations_are_not_truncated BEFORE TRUNCATE ON reservation
    FOR EACH STATEMENT EXECUTE FUNCTION total_reservations();

-- What the totals lack: all deliveries and reservations less the totals, all of one moment. It reads
-- the whole tables, so it is for the first filling and for the exact check, and asked by nobody who
-- waits.
CREATE VIEW stock_total_missing AS
    SELECT deliveries.pieces - total.delivered AS delivered,
           deliveries.weighed - total.delivered_weighed AS delivered_weighed,
           reserved.held - total.held_weighed AS held_weighed,
           reserved.sold - total.sold_weighed AS sold_weighed
    FROM (
      SELECT coalesce(sum(pieces), 0) AS pieces,
             coalesce(sum(pieces * sku_weight(sku)), 0) AS weighed
      FROM (SELECT sku, sum(quantity) AS pieces FROM delivery GROUP BY sku) AS of_sku)
        AS deliveries
    CROSS JOIN (
      SELECT coalesce(sum(held * sku_weight(sku)), 0) AS held,
             coalesce(sum(sold * sku_weight(sku)), 0) AS sold
      FROM (
        SELECT line.sku,
               coalesce(sum(line.quantity) FILTER (WHERE status = 'HELD'), 0) AS held,
               coalesce(sum(line.quantity) FILTER (WHERE status = 'COMMITTED'), 0) AS sold
        FROM reservation, unnest(skus, quantities) AS line (sku, quantity)
        WHERE status IN ('HELD', 'COMMITTED') GROUP BY line.sku) AS of_sku) AS reserved
    CROSS JOIN (
      SELECT coalesce(sum(delivered), 0) AS delivered,
             coalesce(sum(delivered_weighed), 0) AS delivered_weighed,
             coalesce(sum(held_weighed), 0) AS held_weighed,
             coalesce(sum(sold_weighed), 0) AS sold_weighed
      FROM stock_total) AS total;

-- Replaces some rows by their sum, in one statement; returns how many. It takes the rows it sees and
-- no others, so it does not matter in which order they were committed. A function, because a later
-- version may add a column of which an earlier one knows nothing.
CREATE FUNCTION fold_stock_total(most int) RETURNS bigint LANGUAGE sql AS $$
    WITH taken AS (
      DELETE FROM stock_total
      WHERE ctid = ANY (ARRAY(SELECT ctid FROM stock_total LIMIT most FOR UPDATE SKIP LOCKED))
      RETURNING delivered, delivered_weighed, held_weighed, sold_weighed),
    folded AS (
      INSERT INTO stock_total (delivered, delivered_weighed, held_weighed, sold_weighed)
      SELECT sum(delivered), sum(delivered_weighed), sum(held_weighed), sum(sold_weighed)
      FROM taken HAVING count(*) > 0)
    SELECT count(*) FROM taken
$$;
