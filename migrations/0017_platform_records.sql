-- compatible
-- What features declare as record kinds (src/kernel/record.ts): contacts, contracts, issues, touches… One row a record.
CREATE TABLE records (
  workspace_id text NOT NULL,
  kind text NOT NULL,
  -- In the words of whoever brought it; unique within its kind.
  id text COLLATE "C" NOT NULL,
  -- The customer it belongs to; null while nobody knows it, or where the kind has none.
  account_id text,
  -- Fields by name, as the kind declares them. References are ids of records; money is whole minor units.
  content jsonb NOT NULL,
  -- Values of fields that the workspace added, by key.
  custom jsonb NOT NULL,
  -- Counts the changes, so that two editors at once are told.
  version integer NOT NULL,
  created_at bigint NOT NULL,
  created_by text NOT NULL,
  -- The import that made it.
  import_id text,
  -- In the recycle bin since.
  archived_at bigint,
  PRIMARY KEY (workspace_id, kind, id)
);

CREATE INDEX records_of_account ON records (workspace_id, account_id, kind);

-- Every change of every field. What a record was when it was made is the old value of the first change, or what it is now.
CREATE TABLE record_changes (
  workspace_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  -- A field, `custom.<key>`, or `archived`.
  field text NOT NULL,
  old_value jsonb,
  new_value jsonb,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  import_id text,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX record_changes_of ON record_changes (workspace_id, kind, record_id, id);
CREATE INDEX record_changes_by_import ON record_changes (workspace_id, import_id);
