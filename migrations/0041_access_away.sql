-- compatible
-- The days on which a person is away, both included, and who takes their new work meanwhile. Over when the last day is over.
ALTER TABLE people ADD COLUMN away_from text;
ALTER TABLE people ADD COLUMN away_until text;
ALTER TABLE people ADD COLUMN stand_in_id text;
