-- How the fingerprint was made. A version of the service that knows nothing of this makes the first.
ALTER TABLE idempotency_key
    ADD COLUMN IF NOT EXISTS fingerprint_version smallint NOT NULL DEFAULT 1;
