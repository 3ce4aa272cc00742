-- compatible
-- For which outcome a risk is learned each night; without a row the defaults.
CREATE TABLE lab_learned_settings (
  workspace_id text PRIMARY KEY,
  active boolean NOT NULL,
  outcome jsonb NOT NULL,
  horizon_days integer NOT NULL,
  least_outcomes integer NOT NULL,
  -- When somebody last asked for a training that has not been yet.
  asked_at bigint
);

-- What was learned, with its back-test: the last training of each month judged.
CREATE TABLE lab_trainings (
  workspace_id text NOT NULL,
  asked text NOT NULL,
  to_month text NOT NULL,
  day text NOT NULL,
  trained_at bigint NOT NULL,
  outcomes integer NOT NULL,
  report jsonb NOT NULL,
  model jsonb,
  PRIMARY KEY (workspace_id, asked, to_month)
);

-- What the learned risk says of each customer, beside the health, on the day of the last run.
CREATE TABLE lab_learned_risks (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  day text NOT NULL,
  chance double precision NOT NULL,
  tenth integer NOT NULL,
  band text NOT NULL,
  score double precision,
  reasons jsonb NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);
