-- compatible
CREATE TABLE tasks (
  workspace_id text NOT NULL,
  id text NOT NULL,
  origin text NOT NULL,
  kind text NOT NULL,
  account_id text NOT NULL,
  warning_id text NOT NULL,
  rule text NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  threshold double precision NOT NULL,
  opened_on text NOT NULL,
  severity text NOT NULL,
  state text NOT NULL,
  resume_state text NOT NULL,
  snoozed_until text,
  assignee_id text,
  due_on text NOT NULL,
  due_provisional boolean NOT NULL,
  outcome text,
  note text,
  done_on text,
  version integer NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- One task for each thing that asks for work, however often we are told of it.
CREATE UNIQUE INDEX tasks_one_an_origin ON tasks (workspace_id, origin);
CREATE INDEX tasks_by_state ON tasks (workspace_id, state);
CREATE INDEX tasks_by_warning ON tasks (workspace_id, warning_id);

-- One row a change: version n is what the task became by it.
CREATE TABLE task_history (
  workspace_id text NOT NULL,
  task_id text NOT NULL,
  version integer NOT NULL,
  at bigint NOT NULL,
  who text NOT NULL,
  what text NOT NULL,
  detail text,
  PRIMARY KEY (workspace_id, task_id, version)
);
