-- compatible
-- What a workspace says about the worth of customers; without a row the defaults.
CREATE TABLE retention_settings (
  workspace_id text PRIMARY KEY,
  margin double precision NOT NULL,
  discount double precision NOT NULL,
  cap_years double precision NOT NULL,
  least_customers integer NOT NULL
);
