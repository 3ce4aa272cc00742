-- compatible
CREATE TABLE warnings (
  workspace_id text NOT NULL,
  id text NOT NULL,
  account_id text NOT NULL,
  rule text NOT NULL,
  rule_version text NOT NULL,
  severity text NOT NULL,
  direction text NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  threshold double precision NOT NULL,
  state text NOT NULL,
  state_before_close text,
  opened_on text NOT NULL,
  opened_at bigint NOT NULL,
  closed_on text,
  closed_at bigint,
  closed_by text,
  previous_warning_id text,
  PRIMARY KEY (workspace_id, id)
);

-- Two judgements at once must not open two warnings.
CREATE UNIQUE INDEX warnings_one_open ON warnings (workspace_id, account_id, rule) WHERE closed_on IS NULL;
CREATE UNIQUE INDEX warnings_one_a_day ON warnings (workspace_id, account_id, rule, opened_on);
CREATE INDEX warnings_latest ON warnings (workspace_id, opened_at);
