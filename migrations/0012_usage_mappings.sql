-- compatible
-- Every version of the rules that say what events mean, whole: the highest one counts.
CREATE TABLE usage_mapping_versions (
  workspace_id text NOT NULL,
  version integer NOT NULL,
  at bigint NOT NULL,
  -- A person's id, `key:<name>` or `operator`.
  who text NOT NULL,
  -- JSON, in their order.
  rules text NOT NULL,
  -- The version whose rules were taken again.
  restores integer,
  PRIMARY KEY (workspace_id, version)
);

-- How far kept events follow the latest version: one row, of the latest change.
CREATE TABLE usage_backfills (
  workspace_id text NOT NULL,
  version integer NOT NULL,
  -- Kept events follow this version, or one between it and the latest.
  base integer NOT NULL,
  state text NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (workspace_id)
);

-- Sources that are known to send nothing any more: their silence is no news.
CREATE TABLE usage_retired_sources (
  workspace_id text NOT NULL,
  source text NOT NULL,
  at bigint NOT NULL,
  who text NOT NULL,
  PRIMARY KEY (workspace_id, source)
);
