-- compatible
-- Metrics that a workspace makes itself. Each saying is a version and stays; the latest is in force, also for the past.
CREATE TABLE metric_versions (
  workspace_id text NOT NULL,
  metric text NOT NULL,
  version integer NOT NULL,
  active boolean NOT NULL,
  definition jsonb NOT NULL,
  changed_at bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (workspace_id, metric, version)
);
