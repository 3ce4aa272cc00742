-- compatible
-- Up to where the rollup has read the event log, and since when logins are recognised (decisions 0005, 0006).
CREATE TABLE usage_cursors (
  workspace_id text NOT NULL,
  position bigint NOT NULL,
  logins_from text,
  PRIMARY KEY (workspace_id)
);

-- What the rollup has seen: on which days (numbers) a source delivered, and which customers it served (decision 0004).
CREATE TABLE usage_delivery_days (
  workspace_id text NOT NULL,
  source text NOT NULL,
  day integer NOT NULL,
  PRIMARY KEY (workspace_id, source, day)
);

CREATE TABLE usage_account_sources (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  source text NOT NULL,
  PRIMARY KEY (workspace_id, account_id, source)
);

-- Customers whose registered users changed, with the first day touched. The next rollup announces and removes them.
CREATE TABLE usage_dirty (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  from_day integer NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
);

-- End users that a sender or an import told of. registered_to is the last day before being disabled.
CREATE TABLE usage_users (
  workspace_id text NOT NULL,
  account_id text NOT NULL,
  user_id text NOT NULL,
  registered_from text NOT NULL,
  from_stated boolean NOT NULL,
  registered_to text,
  PRIMARY KEY (workspace_id, account_id, user_id)
);

-- The customer that the latest group call named for a user.
CREATE TABLE usage_user_groups (
  workspace_id text NOT NULL,
  user_id text NOT NULL,
  account_id text NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);

CREATE TABLE usage_quarantine (
  workspace_id text NOT NULL,
  message_id text NOT NULL,
  source text NOT NULL,
  code text NOT NULL,
  subject text NOT NULL,
  -- What would tell its customer: 'account <external id>' or 'user <id>'; empty when nothing would help.
  waits_for text,
  -- The item as it was understood, as JSON.
  item text NOT NULL,
  received_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, message_id)
);

CREATE INDEX usage_quarantine_waits ON usage_quarantine (workspace_id, waits_for, message_id);

CREATE TABLE usage_rejected (
  workspace_id text NOT NULL,
  id text NOT NULL,
  source text NOT NULL,
  code text NOT NULL,
  subject text NOT NULL,
  -- The item as it came, as JSON, cut where it is long.
  item text NOT NULL,
  rejected_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX usage_rejected_by_time ON usage_rejected (workspace_id, rejected_at);
