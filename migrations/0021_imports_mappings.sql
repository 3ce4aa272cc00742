-- compatible
-- Mappings kept under a name, to be proposed again when files with the same headers come.
CREATE TABLE import_mappings (
  workspace_id text NOT NULL,
  name text NOT NULL,
  mapping jsonb NOT NULL,
  -- Of each of its files, the headers it was made for.
  headers jsonb NOT NULL,
  saved_at bigint NOT NULL,
  saved_by text NOT NULL,
  PRIMARY KEY (workspace_id, name)
);
