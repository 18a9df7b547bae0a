-- Exact although payments are made meanwhile: the triggers are committed, so both sides of the
-- difference know the same of every change.
INSERT INTO payment_total (balance, held, weighed, deposited, in_captures, in_refunds, in_weighed,
                           authorised, captured, refunded)
SELECT balance, held, weighed, deposited, in_captures, in_refunds, in_weighed, authorised, captured,
       refunded
FROM payment_total_missing;
