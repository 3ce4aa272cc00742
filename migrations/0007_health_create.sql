-- compatible
CREATE TABLE health_settings (
  workspace_id text NOT NULL PRIMARY KEY,
  expected_activity double precision NOT NULL,
  required_coverage double precision NOT NULL,
  changed_at bigint NOT NULL
);

-- One row an account and day. A row may be replaced on the day it was written on, and never after it.
CREATE TABLE health_snapshots (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  day text NOT NULL,
  recorded_on text NOT NULL,
  model_version text NOT NULL,
  expected_activity double precision NOT NULL,
  required_coverage double precision NOT NULL,
  activity double precision,
  activity_reason text,
  activity_score double precision,
  health_score double precision,
  health_reason text,
  band text NOT NULL,
  coverage double precision NOT NULL,
  parts jsonb NOT NULL,
  PRIMARY KEY (workspace_id, account_id, day)
);
