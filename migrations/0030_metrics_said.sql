-- compatible
-- Values that people say about customers, as no system measures them. A later one takes the place of an earlier one; none is changed.
CREATE TABLE said_values (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  metric text NOT NULL,
  id text NOT NULL,
  from_day text NOT NULL,
  until_day text,
  value double precision NOT NULL,
  note text NOT NULL,
  said_by text NOT NULL,
  said_at bigint NOT NULL,
  withdrawn_at bigint,
  withdrawn_by text,
  PRIMARY KEY (workspace_id, account_id, metric, id)
);
