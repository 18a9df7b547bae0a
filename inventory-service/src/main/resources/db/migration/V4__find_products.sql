-- What strangers search and leaf through: by any three letters of a name, a SKU or a description,
-- and in the order of the names. Nothing writes to the table but an import, so it is not made
-- concurrently.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX product_by_words ON product
    USING gin (name gin_trgm_ops, sku gin_trgm_ops, description gin_trgm_ops);

CREATE INDEX product_by_name ON product (name, sku);
