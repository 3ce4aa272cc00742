-- compatible
-- The order in which the list of customers opens, and by what else it is mostly sorted: the first page is read without sorting all.
CREATE INDEX account_card_by_at_risk ON account_card (workspace_id, at_risk_minor DESC NULLS LAST, sort_key, account_id);
CREATE INDEX account_card_by_arr ON account_card (workspace_id, arr_minor DESC NULLS LAST, sort_key, account_id);
CREATE INDEX account_card_by_renewal ON account_card (workspace_id, renews_on, sort_key, account_id);
-- Whether a card is of another day than today is asked with every list.
CREATE INDEX account_card_by_day ON account_card (workspace_id, day);
