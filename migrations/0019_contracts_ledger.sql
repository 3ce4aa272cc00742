-- compatible
-- The revenue ledger: every change of what recurs a year, of one line, from a day on. Rows are only ever added; a wrong one is taken back by
-- a reversing one. Only the erasure of a customer removes any.
CREATE TABLE arr_movements (
  workspace_id text NOT NULL,
  -- Counts up in the order of commits: whoever has read up to a number has missed none below it.
  number bigint NOT NULL,
  account_id text NOT NULL,
  -- Null: of the contract itself, where it has no lines.
  line_id text,
  contract_id text,
  -- From this day on.
  day text NOT NULL,
  type text NOT NULL,
  -- ADD, CROSS or VALUE, of an expansion.
  second_sale text,
  -- Minor units a year, with its sign.
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  trial boolean NOT NULL,
  -- Of a renewal: the line from which, or to which, the amount is carried.
  other_line_id text,
  -- line: follows from what lines say; hand: a person posted it.
  origin text NOT NULL,
  recorded_at bigint NOT NULL,
  recorded_by text NOT NULL,
  import_id text,
  -- The number of the row that this one takes back.
  reverses bigint,
  note text,
  PRIMARY KEY (workspace_id, number)
);

CREATE INDEX arr_movements_of_account ON arr_movements (workspace_id, account_id);

-- One row a workspace, locked by whoever writes: numbers follow the order of commits.
CREATE TABLE arr_ledgers (
  workspace_id text NOT NULL,
  last_number bigint NOT NULL,
  -- Grows when rows were removed: what was read before is to be read anew.
  epoch integer NOT NULL,
  PRIMARY KEY (workspace_id)
);

CREATE TABLE contracts_settings (
  workspace_id text NOT NULL,
  -- The currency of amounts that name none, and the one in which figures are reported.
  base_currency text NOT NULL,
  -- How many days before or after the end of a line a following one still renews it.
  renewal_tolerance_days integer NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (workspace_id)
);
