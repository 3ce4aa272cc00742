-- compatible
-- Views of the list of customers that people saved: what is asked for, in which order, with which columns.
CREATE TABLE portfolio_views (
  workspace_id text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  owner_id text NOT NULL,
  -- mine, team or workspace; the team is that of the owner when it was shared.
  shared text NOT NULL,
  team_id text,
  view jsonb NOT NULL,
  created_at bigint NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
