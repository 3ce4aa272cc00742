-- compatible
-- How the content did beside the version in force: its fingerprint, which was better, and by how much. Null where it was not compared.
ALTER TABLE health_backtests ADD COLUMN versus jsonb;
