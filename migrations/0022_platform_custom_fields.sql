-- compatible
-- Fields that a workspace adds to a kind of records. Their values lie in records.custom, by key.
CREATE TABLE custom_fields (
  workspace_id text NOT NULL,
  kind text NOT NULL,
  -- As files and programs name it; never changed.
  key text COLLATE "C" NOT NULL,
  label text NOT NULL,
  -- text, number, day, flag or choice.
  type text NOT NULL,
  -- What may be chosen; the words are the values.
  choices jsonb NOT NULL,
  position integer NOT NULL,
  created_at bigint NOT NULL,
  -- No longer shown and no longer checked since; values stay.
  archived_at bigint,
  PRIMARY KEY (workspace_id, kind, key)
);
