-- What was promised first, then what is decided next. Neither column changes with a lease, so that
-- a renewed one leaves no entry behind.
SET lock_timeout = 0; -- it waits for all who are at work, and blocks none of them
DROP INDEX CONCURRENTLY IF EXISTS saga_due; -- left invalid by a try that was cut short
CREATE INDEX CONCURRENTLY saga_due ON saga (past_pivot DESC, deadline) WHERE ended_at IS NULL;
SET lock_timeout = '300ms';
