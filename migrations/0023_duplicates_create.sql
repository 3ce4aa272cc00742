-- compatible
-- Two customers that a person said are not the same, the smaller id first.
CREATE TABLE duplicates_dismissed (
  workspace_id text NOT NULL,
  one text NOT NULL,
  other text NOT NULL,
  dismissed_at bigint NOT NULL,
  dismissed_by text NOT NULL,
  PRIMARY KEY (workspace_id, one, other)
);

-- Customers that were merged into others, and what it takes to undo that.
CREATE TABLE duplicates_merges (
  workspace_id text NOT NULL,
  id text NOT NULL,
  kept text NOT NULL,
  dropped text NOT NULL,
  -- What became different: fields of the kept one, records, tasks and other ids that moved.
  moved jsonb NOT NULL,
  merged_at bigint NOT NULL,
  merged_by text NOT NULL,
  undone_at bigint,
  undone_by text,
  PRIMARY KEY (workspace_id, id)
);
