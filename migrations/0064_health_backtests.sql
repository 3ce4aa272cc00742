-- compatible
-- What the last back-test said of a model of exactly this content: publishing asks for it.
CREATE TABLE health_backtests (
  workspace_id text NOT NULL,
  model_id text NOT NULL,
  -- The same for the same content, whatever the version.
  fingerprint text NOT NULL,
  outcome text NOT NULL,
  from_month text NOT NULL,
  to_month text NOT NULL,
  skill text NOT NULL,
  added_value text NOT NULL,
  -- Estimate, low and high; null where there are none.
  area jsonb,
  single text,
  customers_with_outcome integer NOT NULL,
  least_outcomes integer NOT NULL,
  made_at bigint NOT NULL,
  made_by text NOT NULL,
  PRIMARY KEY (workspace_id, model_id, fingerprint)
);
