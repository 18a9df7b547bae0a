-- What the books add up to, so that nobody adds up millions of movements while people wait.
--
-- Each row is a difference: triggers add one for every statement that changes accounts, the ledger or
-- payments, and the sum of all rows is the total, in every snapshot and whatever version of the
-- service wrote it. Rows are only added, so no two payments wait for each other;
-- fold_payment_total makes one of many.
CREATE TABLE payment_total (
    -- what the accounts have
    balance      bigint  NOT NULL DEFAULT 0,
    held         bigint  NOT NULL DEFAULT 0,
    weighed      numeric NOT NULL DEFAULT 0,
    -- what the ledger says
    deposited    bigint  NOT NULL DEFAULT 0,
    in_captures  bigint  NOT NULL DEFAULT 0,
    in_refunds   bigint  NOT NULL DEFAULT 0,
    in_weighed   numeric NOT NULL DEFAULT 0,
    -- what the payments say
    authorised   bigint  NOT NULL DEFAULT 0,
    captured     bigint  NOT NULL DEFAULT 0,
    refunded     bigint  NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- A number made of a customer's account's name. Amounts times weights are added up on both sides:
-- a cent too much here and a cent too little there cancel out in a plain sum, and not in this one.
-- Should PostgreSQL ever hash otherwise, the exact check says so, and adding what is missing mends it.
CREATE FUNCTION account_weight(account text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN account LIKE 'customer:%' THEN hashtextextended(account, 0) ELSE 0 END
$$;

CREATE FUNCTION weigh_account(customer text, balance bigint, held bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT balance * account_weight('customer:' || customer || ':balance')
           + held * account_weight('customer:' || customer || ':held')
$$;

-- What a statement added counts 1, what it took away -1; an update does both.
CREATE FUNCTION total_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign int := TG_ARGV[0];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'delete accounts instead, so that their totals hear of it';
    END IF;
    INSERT INTO payment_total (balance, held, weighed)
    SELECT sign * sum(balance_minor), sign * sum(held_minor),
           sign * sum(weigh_account(customer, balance_minor, held_minor))
    FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

-- The ledger is append-only, so there is nothing to take away.
CREATE FUNCTION total_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO payment_total (deposited, in_captures, in_refunds, in_weighed)
    SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'DEPOSIT'), 0),
           coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE'), 0),
           coalesce(sum(amount_minor) FILTER (WHERE kind = 'REFUND'), 0),
           sum(amount_minor * (account_weight(to_account) - account_weight(from_account)))
    FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION total_payments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign int := TG_ARGV[0];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'delete payments instead, so that their totals hear of it';
    END IF;
    INSERT INTO payment_total (authorised, captured, refunded)
    SELECT sign * coalesce(sum(amount_minor) FILTER (WHERE status = 'AUTHORISED'), 0),
           sign * coalesce(sum(amount_minor) FILTER (WHERE status IN ('CAPTURED', 'REFUNDED')), 0),
           sign * coalesce(sum(amount_minor) FILTER (WHERE status = 'REFUNDED'), 0)
    FROM changed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER accounts_are_totalled AFTER INSERT ON account
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_accounts('1');

CREATE TRIGGER accounts_are_totalled_after AFTER UPDATE ON account
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_accounts('1');

CREATE TRIGGER accounts_are_totalled_before AFTER UPDATE ON account
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_accounts('-1');

CREATE TRIGGER accounts_are_totalled_no_longer AFTER DELETE ON account
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_accounts('-1');

CREATE TRIGGER accounts_are_not_truncated BEFORE TRUNCATE ON account
    FOR EACH STATEMENT EXECUTE FUNCTION total_accounts();

CREATE TRIGGER ledger_is_totalled AFTER INSERT ON ledger
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_ledger();

CREATE TRIGGER payments_are_totalled AFTER INSERT ON payment
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_payments('1');

CREATE TRIGGER payments_are_totalled_after AFTER UPDATE ON payment
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_payments('1');

CREATE TRIGGER payments_are_totalled_before AFTER UPDATE ON payment
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_payments('-1');

CREATE TRIGGER payments_are_totalled_no_longer AFTER DELETE ON payment
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION total_payments('-1');

CREATE TRIGGER payments_are_not_truncated BEFORE TRUNCATE ON payment
    FOR EACH STATEMENT EXECUTE FUNCTION total_payments();

-- What the totals lack: all accounts, movements and payments less the totals, all of one moment. It
-- reads the whole tables, so it is for the first filling and for the exact check, and asked by
-- nobody who waits.
CREATE VIEW payment_total_missing AS
    SELECT accounts.balance - total.balance AS balance,
           accounts.held - total.held AS held,
           accounts.weighed - total.weighed AS weighed,
           movements.deposited - total.deposited AS deposited,
           movements.captured - total.in_captures AS in_captures,
           movements.refunded - total.in_refunds AS in_refunds,
           lines.weighed - total.in_weighed AS in_weighed,
           payments.authorised - total.authorised AS authorised,
           payments.captured - total.captured AS captured,
           payments.refunded - total.refunded AS refunded
    FROM (
      SELECT coalesce(sum(balance_minor), 0) AS balance,
             coalesce(sum(held_minor), 0) AS held,
             coalesce(sum(weigh_account(customer, balance_minor, held_minor)), 0) AS weighed
      FROM account) AS accounts
    CROSS JOIN (
      SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'DEPOSIT'), 0) AS deposited,
             coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE'), 0) AS captured,
             coalesce(sum(amount_minor) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
      FROM ledger) AS movements
    CROSS JOIN (
      SELECT coalesce(sum(amount * account_weight(account)), 0) AS weighed
      FROM (SELECT account, sum(amount_minor) AS amount FROM ledger_line GROUP BY account)
             AS line) AS lines
    CROSS JOIN (
      SELECT coalesce(sum(amount_minor) FILTER (WHERE status = 'AUTHORISED'), 0) AS authorised,
             coalesce(sum(amount_minor) FILTER (WHERE status IN ('CAPTURED', 'REFUNDED')), 0)
               AS captured,
             coalesce(sum(amount_minor) FILTER (WHERE status = 'REFUNDED'), 0) AS refunded
      FROM payment) AS payments
    CROSS JOIN (
      SELECT coalesce(sum(balance), 0) AS balance, coalesce(sum(held), 0) AS held,
             coalesce(sum(weighed), 0) AS weighed, coalesce(sum(deposited), 0) AS deposited,
             coalesce(sum(in_captures), 0) AS in_captures,
             coalesce(sum(in_refunds), 0) AS in_refunds,
             coalesce(sum(in_weighed), 0) AS in_weighed,
             coalesce(sum(authorised), 0) AS authorised,
             coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
      FROM payment_total) AS total;

-- Replaces some rows by their sum, in one statement; returns how many. It takes the rows it sees and
-- no others, so it does not matter in which order they were committed. A function, because a later
-- version may add a column of which an earlier one knows nothing.
CREATE FUNCTION fold_payment_total(most int) RETURNS bigint LANGUAGE sql AS $$
    WITH taken AS (
      DELETE FROM payment_total
      WHERE ctid = ANY (ARRAY(SELECT ctid FROM payment_total LIMIT most FOR UPDATE SKIP LOCKED))
      RETURNING balance, held, weighed, deposited, in_captures, in_refunds, in_weighed,
                authorised, captured, refunded),
    folded AS (
      INSERT INTO payment_total (balance, held, weighed, deposited, in_captures, in_refunds,
                                 in_weighed, authorised, captured, refunded)
      SELECT sum(balance), sum(held), sum(weighed), sum(deposited), sum(in_captures),
             sum(in_refunds), sum(in_weighed), sum(authorised), sum(captured), sum(refunded)
      FROM taken HAVING count(*) > 0)
    SELECT count(*) FROM taken
$$;
