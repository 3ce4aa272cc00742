-- compatible
-- Imports that run in the background, can be cancelled, gone on with, and taken back.
ALTER TABLE imports ADD COLUMN state text NOT NULL DEFAULT 'finished';
ALTER TABLE imports ADD COLUMN dry_run boolean NOT NULL DEFAULT false;
-- Null for imports from before they were kept.
ALTER TABLE imports ADD COLUMN mapping jsonb;
-- Who started it, as the program knows them: a later start goes on in their name.
ALTER TABLE imports ADD COLUMN principal jsonb;
-- Uploaded files, by the names the mapping gives them; null when it ran over what came with the call.
ALTER TABLE imports ADD COLUMN inputs jsonb;
-- How far it has come with each file.
ALTER TABLE imports ADD COLUMN progress jsonb;
-- The moments at which its events were recorded: by them and its source they are found again.
ALTER TABLE imports ADD COLUMN recorded jsonb;
ALTER TABLE imports ADD COLUMN problem text;
ALTER TABLE imports ADD COLUMN undone_at bigint;
ALTER TABLE imports ADD COLUMN undone_by text;

-- Rows that were not taken, beyond the few that a report shows.
CREATE TABLE import_rejects (
  workspace_id text NOT NULL,
  import_id text NOT NULL,
  file integer NOT NULL,
  -- Counts within the file.
  number integer NOT NULL,
  line integer NOT NULL,
  column_name text,
  value text,
  reason text NOT NULL,
  PRIMARY KEY (workspace_id, import_id, file, number)
);

-- What an import wrote of end users, and what was there before.
CREATE TABLE import_users (
  workspace_id text NOT NULL,
  import_id text NOT NULL,
  account_id text NOT NULL,
  user_id text NOT NULL,
  before jsonb,
  after jsonb NOT NULL,
  PRIMARY KEY (workspace_id, import_id, account_id, user_id)
);

-- Files that wait to be imported.
CREATE TABLE import_files (
  workspace_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  bytes bigint NOT NULL,
  uploaded_at bigint NOT NULL,
  uploaded_by text NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
