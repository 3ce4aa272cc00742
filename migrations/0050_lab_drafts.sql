-- compatible
-- A rule somebody works on: it judges nobody. Drafts of health models are kept with the models.
CREATE TABLE lab_drafts (
  workspace_id text NOT NULL,
  rule text NOT NULL,
  based_on integer NOT NULL,
  definition jsonb NOT NULL,
  revision integer NOT NULL,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (workspace_id, rule)
);

-- A draft that is judged by each day beside what is live, as it was when this began.
CREATE TABLE lab_shadows (
  workspace_id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  revision integer NOT NULL,
  definition jsonb NOT NULL,
  since_day text NOT NULL,
  started_at bigint NOT NULL,
  started_by text NOT NULL,
  PRIMARY KEY (workspace_id, kind, subject)
);

CREATE TABLE lab_shadow_days (
  workspace_id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  day text NOT NULL,
  customers integer NOT NULL,
  live jsonb NOT NULL,
  shadow jsonb NOT NULL,
  differ integer NOT NULL,
  PRIMARY KEY (workspace_id, kind, subject, day)
);

CREATE TABLE lab_shadow_differences (
  workspace_id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  day text NOT NULL,
  account_id text NOT NULL,
  said jsonb NOT NULL,
  PRIMARY KEY (workspace_id, kind, subject, day, account_id)
);
