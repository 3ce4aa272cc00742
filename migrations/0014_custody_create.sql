-- compatible
-- Erasures of personal data, done and under way. What is to be erased stands here only until it is gone.
CREATE TABLE custody_erasures (
  workspace_id text NOT NULL,
  id text NOT NULL,
  -- 'customer' or 'end-user'.
  kind text NOT NULL,
  requested_at bigint NOT NULL,
  requested_by text NOT NULL,
  -- Null once nothing of it is in the event log any more.
  account_id text,
  users jsonb,
  events integer NOT NULL,
  rows integer NOT NULL,
  -- When it could be found in no file any more.
  finished_at bigint,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX custody_erasures_open ON custody_erasures (workspace_id, id) WHERE finished_at IS NULL;
