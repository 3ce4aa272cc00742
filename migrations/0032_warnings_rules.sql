-- compatible
-- What people say of rules: other numbers for one of ours, or a rule of their own. Each saying is a version and stays.
CREATE TABLE warning_rules (
  workspace_id text NOT NULL,
  rule text NOT NULL,
  version integer NOT NULL,
  active boolean NOT NULL,
  definition jsonb NOT NULL,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (workspace_id, rule, version)
);

-- The words of a rule of their own, as they were when it warned.
ALTER TABLE warnings ADD COLUMN title text;
ALTER TABLE warnings ADD COLUMN act text;
