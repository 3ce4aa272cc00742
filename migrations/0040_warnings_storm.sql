-- compatible
-- True while a warning is one of many that a rule opened on one day: then there is one task for all of them.
ALTER TABLE warnings ADD COLUMN storm boolean NOT NULL DEFAULT false;

CREATE INDEX warnings_by_rule_and_day ON warnings (workspace_id, rule, opened_on);
