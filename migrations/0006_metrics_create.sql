-- compatible
-- As of which day each account's series has been computed. The series itself lives in the series store.
CREATE TABLE series_extents (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  computed_to text NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);
