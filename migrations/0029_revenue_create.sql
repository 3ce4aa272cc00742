-- compatible
-- How revenue is counted: definitions that people made and named. Those that are there from the start are in the program.
CREATE TABLE revenue_definitions (
  workspace_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  created_at bigint NOT NULL,
  created_by text NOT NULL,
  -- No longer offered; links that name it still work.
  archived_at bigint,
  PRIMARY KEY (workspace_id, id)
);
