-- compatible
-- Since when activity names its module, its client, and how long it went on; as for logins, days before are not known to be zero.
ALTER TABLE usage_cursors ADD COLUMN modules_from text;
ALTER TABLE usage_cursors ADD COLUMN clients_from text;
ALTER TABLE usage_cursors ADD COLUMN seconds_from text;

-- What is counted of days that were counted before is counted anew.
INSERT INTO usage_dirty (workspace_id, account_id, from_day)
SELECT DISTINCT workspace_id, account_id, -2000000 FROM usage_account_sources
ON CONFLICT (workspace_id, account_id) DO UPDATE SET from_day = excluded.from_day;
