-- compatible
-- Every import with its report. `finished_at` stays null when an import was cut short.
CREATE TABLE imports (
  workspace_id text NOT NULL,
  id text NOT NULL,
  source text NOT NULL,
  as_of text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint,
  by text NOT NULL,
  files jsonb NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX imports_latest ON imports (workspace_id, started_at);
