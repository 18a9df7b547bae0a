CREATE TABLE orders (
    id          uuid        PRIMARY KEY,
    customer    text        NOT NULL,
    status      text        NOT NULL CHECK (status IN
                  ('PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'CANCELLING')),
    reason      text        CHECK (reason IN
                  ('OUT_OF_STOCK', 'PAYMENT_DECLINED', 'TIMED_OUT', 'CUSTOMER')),
    placed_at   timestamptz NOT NULL,
    lines       json        NOT NULL,
    quantity    bigint      NOT NULL CHECK (quantity > 0),
    total_minor bigint      NOT NULL CHECK (total_minor >= 0),
    currency    text        NOT NULL,
    key         text        NOT NULL,
    trace_id    text,
    version     int         NOT NULL,
    CHECK ((status IN ('CANCELLED', 'CANCELLING')) = (reason IS NOT NULL))
);

CREATE INDEX orders_by_customer ON orders (customer, placed_at DESC, id DESC);
CREATE INDEX orders_by_age ON orders (placed_at DESC, id DESC);

CREATE TABLE saga (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL,
    phase       text        NOT NULL CHECK (phase IN
                  ('RUNNING', 'UNDOING', 'COMPLETED', 'UNDONE')),
    steps       json        NOT NULL,
    data        json        NOT NULL,
    reason      text,
    detail      text,
    attention   boolean     NOT NULL DEFAULT false,
    owner       text        NOT NULL,
    epoch       int         NOT NULL,
    lease_until timestamptz NOT NULL,
    deadline    timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    CHECK ((phase IN ('COMPLETED', 'UNDONE')) = (ended_at IS NOT NULL))
);

CREATE INDEX saga_unfinished ON saga (lease_until) WHERE ended_at IS NULL;
