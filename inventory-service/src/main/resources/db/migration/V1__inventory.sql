-- SKUs sort the same here and in Java, byte by byte: locks are taken in that order.
CREATE TABLE product (
    sku         text COLLATE "C" PRIMARY KEY CHECK (sku ~ '^[a-z0-9-]{1,64}$'),
    name        text   NOT NULL,
    description text   NOT NULL,
    price_minor bigint NOT NULL CHECK (price_minor > 0),
    currency    char(3) NOT NULL
);

-- Room on every page, so that an update stays on it and touches no index.
CREATE TABLE stock_item (
    sku       text COLLATE "C" PRIMARY KEY REFERENCES product,
    available bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
    held      bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
    sold      bigint NOT NULL DEFAULT 0 CHECK (sold >= 0),
    version   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 40);

CREATE TABLE delivery (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku      text COLLATE "C" NOT NULL REFERENCES stock_item,
    quantity bigint NOT NULL CHECK (quantity > 0),
    at       timestamptz NOT NULL DEFAULT now()
);

-- One row holds all lines, which never change: skus[i] in quantities[i], sorted by SKU. One without
-- lines is the tombstone of a reservation that was released before it was asked for.
CREATE TABLE reservation (
    id             uuid PRIMARY KEY,
    status         text NOT NULL CHECK (status IN
                       ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REFUSED', 'RETURNED')),
    skus           text[] COLLATE "C" NOT NULL,
    quantities     int[] NOT NULL,
    available_then bigint[], -- only of a refused one: what there was of each line
    expires_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    changed_at     timestamptz NOT NULL DEFAULT now(),
    CHECK (cardinality(skus) = cardinality(quantities)),
    CHECK (cardinality(skus) > 0 OR status = 'RELEASED'),
    CHECK ((status = 'REFUSED') = (available_then IS NOT NULL))
);

CREATE INDEX reservation_held ON reservation (expires_at) WHERE status = 'HELD';
