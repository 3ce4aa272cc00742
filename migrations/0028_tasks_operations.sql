-- compatible
-- Work of those who run the workspace, about no customer: a source that fell silent.
CREATE TABLE operations_tasks (
  workspace_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  since text NOT NULL,
  opened_on text NOT NULL,
  state text NOT NULL,
  assignee_id text,
  closed_on text,
  version integer NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- One open task for each thing, however often we are told of it.
CREATE UNIQUE INDEX operations_tasks_one_open ON operations_tasks (workspace_id, kind, subject) WHERE closed_on IS NULL;
