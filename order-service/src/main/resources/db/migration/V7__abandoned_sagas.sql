-- Few, among all that there ever were.
SET lock_timeout = 0; -- it waits for all who are at work, and blocks none of them
DROP INDEX CONCURRENTLY IF EXISTS saga_abandoned; -- left invalid by a try that was cut short
CREATE INDEX CONCURRENTLY saga_abandoned ON saga (created_at, id) WHERE abandoned;
SET lock_timeout = '300ms';
