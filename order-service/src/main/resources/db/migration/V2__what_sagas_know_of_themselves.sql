-- What went wrong (for people) is not what was decided (data): nothing reads trouble to decide.
ALTER TABLE saga
    ADD COLUMN trouble    text,
    -- The decision itself; reason and detail tell versions that do not know it the same.
    ADD COLUMN refusal    json,
    ADD COLUMN past_pivot boolean NOT NULL DEFAULT false,
    -- With the phase UNDONE, which is what older versions take for an end.
    ADD COLUMN abandoned  boolean NOT NULL DEFAULT false;
