-- compatible
-- Other external ids of a customer, as a person assigned them: what comes under one belongs to the customer.
CREATE TABLE account_aliases (
  workspace_id text NOT NULL,
  external_id text NOT NULL,
  account_id text NOT NULL,
  created_at bigint NOT NULL,
  -- A person's id, `key:<name>` or `operator`.
  created_by text NOT NULL,
  PRIMARY KEY (workspace_id, external_id)
);

CREATE INDEX account_aliases_of ON account_aliases (workspace_id, account_id);
