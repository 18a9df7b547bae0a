-- What a customer can spend, and what is set aside for payments that are authorised.
-- Rows change all the time and stay small: room in each page keeps the updates in it.
CREATE TABLE account (
    customer      text   PRIMARY KEY,
    currency      text   NOT NULL,
    balance_minor bigint NOT NULL CHECK (balance_minor >= 0),
    held_minor    bigint NOT NULL DEFAULT 0 CHECK (held_minor >= 0)
) WITH (fillfactor = 50);

-- A payment that was voided before it was heard of is a tombstone: it has no customer and no amount.
CREATE TABLE payment (
    id           uuid        PRIMARY KEY,
    customer     text,
    amount_minor bigint      CHECK (amount_minor > 0),
    currency     text,
    status       text        NOT NULL
        CHECK (status IN ('AUTHORISED', 'CAPTURED', 'REFUNDED', 'VOIDED', 'DECLINED')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    changed_at   timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nulls(customer, amount_minor, currency) IN (0, 3)),
    CHECK (status = 'VOIDED' OR customer IS NOT NULL)
) WITH (fillfactor = 80);

-- Double entry: a row takes an amount from one account and gives it to another, so there is no way
-- to write a movement that does not sum to zero. No payment moves twice in the same way.
CREATE TABLE ledger (
    movement     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind         text        NOT NULL
        CHECK (kind IN ('DEPOSIT', 'HOLD', 'CAPTURE', 'RELEASE', 'REFUND')),
    payment      uuid,
    from_account text        NOT NULL,
    to_account   text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    currency     text        NOT NULL,
    moved_at     timestamptz NOT NULL DEFAULT now(),
    CHECK (from_account <> to_account),
    CHECK ((kind = 'DEPOSIT') = (payment IS NULL)),
    UNIQUE (payment, kind)
);

-- The same as an accountant reads it: two lines a movement.
CREATE VIEW ledger_line AS
    SELECT movement, kind, payment, from_account AS account, -amount_minor AS amount_minor,
           currency, moved_at
    FROM ledger
    UNION ALL
    SELECT movement, kind, payment, to_account, amount_minor, currency, moved_at
    FROM ledger;

CREATE FUNCTION refuse_to_change_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % is refused', TG_OP;
END
$$;

CREATE TRIGGER ledger_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_ledger();
