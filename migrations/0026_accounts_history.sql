-- Customers get a record of their own, beside the table that the hot paths read: for their profile, their version and the history of every field.
INSERT INTO records (workspace_id, kind, id, account_id, content, custom, version, created_at, created_by, import_id, archived_at)
SELECT a.workspace_id, 'account', a.external_id, a.id, '{}'::jsonb, '{}'::jsonb,
  1 + (SELECT count(*)::int FROM account_changes c WHERE c.workspace_id = a.workspace_id AND c.account_id = a.id AND c.field <> 'created'),
  a.created_at,
  coalesce(
    (SELECT min(c.changed_by) FROM account_changes c WHERE c.workspace_id = a.workspace_id AND c.account_id = a.id AND c.field = 'created'),
    'auto'
  ),
  NULL, NULL
FROM accounts a;

INSERT INTO record_changes (workspace_id, id, kind, record_id, field, old_value, new_value, changed_at, changed_by, import_id)
SELECT c.workspace_id, c.id, 'account', a.external_id,
  CASE WHEN c.field LIKE 'attributes.%' THEN 'custom.' || substr(c.field, 12) ELSE c.field END,
  to_jsonb(c.old_value), to_jsonb(c.new_value), c.changed_at, c.changed_by, NULL
FROM account_changes c
JOIN accounts a ON a.workspace_id = c.workspace_id AND a.id = c.account_id
WHERE c.field <> 'created';

DROP TABLE account_changes;
