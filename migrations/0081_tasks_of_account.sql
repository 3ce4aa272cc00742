-- compatible
-- What is to be done for one customer, on its page and with every change of its card.
CREATE INDEX tasks_of_account ON tasks (workspace_id, account_id);
