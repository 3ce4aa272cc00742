-- compatible
-- Whether everybody was judged on a day with all that was asked for: a start has nothing to do again then.
CREATE TABLE judge_marks (
  workspace_id text PRIMARY KEY,
  -- How often it was asked that everybody be judged anew.
  asked integer NOT NULL,
  -- Of the last whole run: how often it had been asked when it began, and its day.
  judged_asked integer,
  judged_day text
);
