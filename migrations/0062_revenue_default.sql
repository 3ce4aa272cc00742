-- compatible
-- The definition by which a workspace counts where nobody says another one; without a row the built-in 'standard'.
CREATE TABLE revenue_defaults (
  workspace_id text PRIMARY KEY,
  definition_id text NOT NULL
);
