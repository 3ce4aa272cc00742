-- compatible
-- What the list of customers shows and sorts by: one row a customer, kept up by news of the features that own the facts. Nothing in it is a
-- fact of its own; `mooring rebuild portfolio` makes it again from nothing, to the same bytes.
CREATE TABLE account_card (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  -- The day for which it is true; another one makes it stale.
  day text NOT NULL,
  external_id text NOT NULL,
  name text NOT NULL,
  sort_key text NOT NULL,
  search_text text NOT NULL,
  starts_on text NOT NULL,
  ends_on text,
  state text NOT NULL,
  owner_id text,
  customer_type text,
  tier text,
  industry text,
  region text,
  stage text,
  band text NOT NULL,
  band_before text NOT NULL,
  score double precision,
  change double precision,
  coverage double precision,
  level integer,
  quadrant text,
  risk integer,
  risk_band text,
  drifting boolean NOT NULL,
  drifting_since text,
  steady boolean,
  active_users integer,
  arr_minor bigint,
  at_risk_minor bigint GENERATED ALWAYS AS (round(arr_minor::numeric * risk / 100)::bigint) STORED,
  seats_bought integer,
  seats_activated integer,
  renews_on text,
  touched_on text,
  touched_by text,
  warnings_critical integer NOT NULL,
  warnings_high integer NOT NULL,
  warnings_normal integer NOT NULL,
  tasks_open integer NOT NULL,
  -- Why a value is not known, by its column.
  reasons jsonb NOT NULL,
  custom jsonb NOT NULL,
  -- Scores of 31 days, the last one today's; null where a day has none.
  spark jsonb NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);
CREATE INDEX account_card_by_name ON account_card (workspace_id, sort_key, account_id);
