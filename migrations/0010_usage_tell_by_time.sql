-- What was said of users, by the time from which on it holds: an event that comes late or again is judged by what held when it happened.
-- what = 'group': the user belongs to the customer (account id); what = 'alias': the anonymous user is a known one (user id).
CREATE TABLE usage_told (
  workspace_id text NOT NULL,
  what text NOT NULL,
  name text NOT NULL,
  since bigint NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (workspace_id, what, name, since)
);

INSERT INTO usage_told (workspace_id, what, name, since, value)
SELECT workspace_id, 'group', user_id, 0, account_id FROM usage_user_groups;

DROP TABLE usage_user_groups;
