-- compatible
CREATE TABLE workspaces (
  workspace_id text NOT NULL PRIMARY KEY,
  key text NOT NULL,
  name text NOT NULL,
  time_zone text NOT NULL,
  locale text NOT NULL,
  time_zone_fixed boolean NOT NULL,
  created_at bigint NOT NULL
);

CREATE UNIQUE INDEX workspaces_by_key ON workspaces (key);

-- The four tables of the sign-in library. A user may belong to several workspaces, so they name none.
CREATE TABLE "user" (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX user_by_email ON "user" (email);

CREATE TABLE session (
  id text NOT NULL PRIMARY KEY,
  user_id text NOT NULL,
  token text NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX session_by_token ON session (token);
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE sign_in_credential (
  id text NOT NULL PRIMARY KEY,
  user_id text NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX sign_in_credential_one_a_provider ON sign_in_credential (user_id, provider_id);

CREATE TABLE verification (
  id text NOT NULL PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE INDEX verification_by_identifier ON verification (identifier);

-- A person of a workspace. Without user_id: invited, or only named by an import.
CREATE TABLE people (
  workspace_id text NOT NULL,
  id text NOT NULL,
  user_id text,
  name text NOT NULL,
  email text,
  functions jsonb NOT NULL,
  scope text NOT NULL,
  team_id text,
  active boolean NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX people_one_a_user ON people (workspace_id, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX people_one_an_email ON people (workspace_id, email) WHERE email IS NOT NULL;
CREATE INDEX people_by_user ON people (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE teams (
  workspace_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  lead_person_id text,
  created_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX teams_one_a_name ON teams (workspace_id, lower(name));

-- Who owns a customer. What a person with scope own or team sees follows from it.
CREATE TABLE account_assignments (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  person_id text NOT NULL,
  assigned_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);

CREATE INDEX account_assignments_by_person ON account_assignments (workspace_id, person_id);

-- Invitations and reset links. The token itself is in the link and nowhere else.
CREATE TABLE access_links (
  workspace_id text NOT NULL,
  token_hash text NOT NULL,
  kind text NOT NULL,
  person_id text NOT NULL,
  made_by text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  -- When it was used, or when another link or the end of access made it void.
  ended_at bigint,
  PRIMARY KEY (workspace_id, token_hash)
);

CREATE UNIQUE INDEX access_links_by_token ON access_links (token_hash);
CREATE INDEX access_links_by_person ON access_links (workspace_id, person_id);

CREATE TABLE api_keys (
  workspace_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash text NOT NULL,
  scopes jsonb NOT NULL,
  created_at bigint NOT NULL,
  last_used_at bigint,
  revoked_at bigint,
  PRIMARY KEY (workspace_id, id)
);

CREATE UNIQUE INDEX api_keys_by_secret ON api_keys (secret_hash);

CREATE TABLE audit_entries (
  workspace_id text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  at bigint NOT NULL,
  who text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (workspace_id, seq)
);

-- The trail is only ever added to.
CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An entry of the audit trail cannot be changed or removed.';
END $$;

CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
