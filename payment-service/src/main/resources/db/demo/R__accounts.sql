-- The customers of the demo: four to play with, five hundred for load. Who is there already stays
-- as he is.
WITH opened AS (
    INSERT INTO account (customer, currency, balance_minor)
    SELECT customer, 'EUR', 100000
    FROM unnest(ARRAY['alice', 'bob', 'carol', 'dave']) AS customer
    UNION ALL
    SELECT 'c' || to_char(n, 'FM000'), 'EUR', 100000000
    FROM generate_series(1, 500) AS n
    ON CONFLICT DO NOTHING
    RETURNING customer, currency, balance_minor)
INSERT INTO ledger (kind, from_account, to_account, amount_minor, currency)
SELECT 'DEPOSIT', 'outside', format('customer:%s:balance', customer), balance_minor, currency
FROM opened;
