-- compatible
-- Sources that are silent and of which it was told: one row a silence, until the source is heard of or nothing is expected of it.
CREATE TABLE usage_silences (
  workspace_id text NOT NULL,
  source text NOT NULL,
  last_day text NOT NULL,
  PRIMARY KEY (workspace_id, source)
);
