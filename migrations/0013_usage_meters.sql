-- compatible
-- How many items a key has sent on a day (day number): so that a limit a day holds through a restart.
CREATE TABLE usage_key_days (
  workspace_id text NOT NULL,
  key_id text NOT NULL,
  day integer NOT NULL,
  items bigint NOT NULL,
  PRIMARY KEY (workspace_id, key_id, day)
);
