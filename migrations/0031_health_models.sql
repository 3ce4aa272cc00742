-- compatible
-- Health models as they were published, a row a version; none is ever changed. What is there from the beginning stands in the program.
CREATE TABLE health_models (
  workspace_id text NOT NULL,
  model_id text NOT NULL,
  version integer NOT NULL,
  model jsonb NOT NULL,
  from_day text NOT NULL,
  retired boolean NOT NULL,
  note text NOT NULL,
  published_at bigint NOT NULL,
  published_by text NOT NULL,
  PRIMARY KEY (workspace_id, model_id, version)
);

-- What somebody is working on: at most one draft a model.
CREATE TABLE health_drafts (
  workspace_id text NOT NULL,
  model_id text NOT NULL,
  -- The version it began from; 0 for a model that is new.
  based_on integer NOT NULL,
  model jsonb NOT NULL,
  -- Counts the changes.
  revision integer NOT NULL,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (workspace_id, model_id)
);

-- A person says what a customer's band is, for a time and with a reason.
CREATE TABLE health_overrides (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  id text NOT NULL,
  band text NOT NULL,
  reason text NOT NULL,
  from_day text NOT NULL,
  until_day text NOT NULL,
  said_at bigint NOT NULL,
  said_by text NOT NULL,
  ended_at bigint,
  ended_by text,
  PRIMARY KEY (workspace_id, account_id, id)
);

ALTER TABLE health_snapshots ADD COLUMN override_id text;
ALTER TABLE health_snapshots ADD COLUMN level integer;
ALTER TABLE health_snapshots ADD COLUMN quadrant text;
ALTER TABLE health_snapshots ADD COLUMN risk integer;
ALTER TABLE health_snapshots ADD COLUMN risk_reasons jsonb;
ALTER TABLE health_snapshots ADD COLUMN full_score double precision;
ALTER TABLE health_snapshots ADD COLUMN full_coverage double precision;
