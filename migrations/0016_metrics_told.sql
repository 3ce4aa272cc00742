-- compatible
-- A fingerprint of what was told of an account last: usage that changes no number is not told again.
ALTER TABLE series_extents ADD COLUMN told text;
