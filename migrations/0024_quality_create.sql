-- compatible
-- What the rules about the quality of data found, run by run.
CREATE TABLE quality_runs (
  workspace_id text NOT NULL,
  id text NOT NULL,
  -- What today was for it.
  as_of text NOT NULL,
  finished_at bigint NOT NULL,
  -- How long it took.
  ms integer NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE quality_findings (
  workspace_id text NOT NULL,
  run_id text NOT NULL,
  rule text NOT NULL,
  -- Kind of the things it is about.
  entity text NOT NULL,
  count bigint NOT NULL,
  samples jsonb NOT NULL,
  PRIMARY KEY (workspace_id, run_id, rule, entity)
);

-- Findings that somebody knows of and accepts.
CREATE TABLE quality_accepted (
  workspace_id text NOT NULL,
  rule text NOT NULL,
  entity text NOT NULL,
  reason text NOT NULL,
  -- How many there were then: more than that is news.
  count bigint NOT NULL,
  accepted_at bigint NOT NULL,
  accepted_by text NOT NULL,
  PRIMARY KEY (workspace_id, rule, entity)
);
