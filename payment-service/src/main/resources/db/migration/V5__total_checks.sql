-- What the last exact check of running totals found: a row for each table of totals.
CREATE TABLE total_check (
    total      text        PRIMARY KEY,
    lacks      text,       -- NULL if they were exact
    checked_at timestamptz NOT NULL
);
