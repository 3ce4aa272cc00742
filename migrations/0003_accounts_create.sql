-- compatible
CREATE TABLE accounts (
  workspace_id text NOT NULL,
  id text NOT NULL,
  external_id text NOT NULL,
  name text NOT NULL,
  -- Pinyin of the name. Byte order on every engine, so that lists have one order everywhere.
  sort_key text COLLATE "C" NOT NULL,
  -- Name, pinyin, initials and external id, folded to lower case.
  search_text text NOT NULL,
  starts_on text NOT NULL,
  -- Whether a person or a system named the first day; otherwise it is the first day seen and moves back by itself.
  starts_stated boolean NOT NULL,
  ends_on text,
  end_kind text,
  -- JSON: name of the attribute to its text.
  attributes text NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX accounts_external_id ON accounts (workspace_id, external_id);
CREATE INDEX accounts_by_name ON accounts (workspace_id, sort_key, id);

CREATE TABLE account_changes (
  workspace_id text NOT NULL,
  id text NOT NULL,
  account_id text NOT NULL,
  field text NOT NULL,
  old_value text,
  new_value text,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX account_changes_of ON account_changes (workspace_id, account_id, id);
