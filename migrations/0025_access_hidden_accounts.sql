-- compatible
-- Customers in the recycle bin: nobody sees them, or anything of theirs, until they are taken out of it.
CREATE TABLE account_hidden (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  hidden_at bigint NOT NULL,
  hidden_by text NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);
