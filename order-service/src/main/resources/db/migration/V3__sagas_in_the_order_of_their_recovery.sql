-- What was promised first, then what is decided next. Neither column changes with a lease, so that
-- a renewed one leaves no entry behind.
CREATE INDEX CONCURRENTLY IF NOT EXISTS saga_due ON saga (past_pivot DESC, deadline) WHERE ended_at IS NULL;
