ALTER TABLE idempotency_key
    ADD COLUMN IF NOT EXISTS fingerprint_version smallint NOT NULL DEFAULT 1;
