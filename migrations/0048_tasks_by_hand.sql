-- compatible
-- A task that a person made: what it is about, in their words. It is of no warning: warning_id, rule and metric are empty.
ALTER TABLE tasks ADD COLUMN title text;
