-- compatible
-- How many new warnings a week are meant for one person; without a row the default.
CREATE TABLE lab_settings (
  workspace_id text PRIMARY KEY,
  warnings_a_week integer NOT NULL
);
