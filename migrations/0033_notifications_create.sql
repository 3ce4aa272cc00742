-- compatible
-- What people and groups are told. One row a recipient and thing, however often the news of it comes.
CREATE TABLE notices (
  workspace_id text NOT NULL,
  id text NOT NULL,
  recipient text NOT NULL,
  origin text NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  account_id text,
  subject text NOT NULL,
  facts jsonb NOT NULL,
  way text NOT NULL,
  told_on text NOT NULL,
  told_at bigint NOT NULL,
  read_at bigint,
  delivery_id text,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX notices_once ON notices (workspace_id, recipient, origin);
CREATE INDEX notices_subject ON notices (workspace_id, subject);
CREATE INDEX notices_unread ON notices (workspace_id, recipient) WHERE read_at IS NULL;
CREATE INDEX notices_delivery ON notices (workspace_id, delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX notices_to_gather ON notices (workspace_id, told_at) WHERE way = 'digest' AND delivery_id IS NULL;

-- Messages that leave the house: each is sent once, and says what became of it.
CREATE TABLE notice_deliveries (
  workspace_id text NOT NULL,
  id text NOT NULL,
  recipient text NOT NULL,
  origin text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  created_at bigint NOT NULL,
  due_at bigint NOT NULL,
  claimed_at bigint,
  ended_at bigint,
  notices integer NOT NULL,
  answer text,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX notice_deliveries_once ON notice_deliveries (workspace_id, origin);
CREATE INDEX notice_deliveries_open ON notice_deliveries (workspace_id, due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notice_deliveries_sent ON notice_deliveries (workspace_id, recipient, claimed_at);

-- What a person wants by mail. Nobody has a row who has not said anything.
CREATE TABLE notice_wishes (
  workspace_id text NOT NULL,
  person_id text NOT NULL,
  critical boolean NOT NULL,
  digest boolean NOT NULL,
  schedule jsonb NOT NULL,
  PRIMARY KEY (workspace_id, person_id)
);

CREATE TABLE notice_bots (
  workspace_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hook_sealed text NOT NULL,
  hook_hint text NOT NULL,
  secret_sealed text,
  severity text NOT NULL,
  teams jsonb NOT NULL,
  schedule jsonb NOT NULL,
  created_at bigint NOT NULL,
  sent_at bigint,
  failing_since bigint,
  answer text,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE notice_mail (
  workspace_id text NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  security text NOT NULL,
  user_name text,
  password_sealed text,
  sender text NOT NULL,
  sent_at bigint,
  failing_since bigint,
  answer text,
  PRIMARY KEY (workspace_id)
);
