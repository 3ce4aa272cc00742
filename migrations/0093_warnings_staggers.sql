-- compatible
-- Rules that were switched on for a random half of the customers first.
CREATE TABLE warning_staggers (
  workspace_id text NOT NULL,
  rule text NOT NULL,
  seed integer NOT NULL,
  started_on text NOT NULL,
  started_at bigint NOT NULL,
  started_by text NOT NULL,
  ended_on text,
  PRIMARY KEY (workspace_id, rule, seed)
);
