-- compatible
-- When so many warnings of a rule open on one day that somebody looks first, where a workspace says it otherwise than we do.
CREATE TABLE warning_storm_limits (
  workspace_id text PRIMARY KEY,
  least integer NOT NULL,
  share double precision NOT NULL
);
