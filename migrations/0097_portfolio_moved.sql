-- compatible
-- Whose band is another one than 30 days ago is few of all, and asked with every overview.
CREATE INDEX account_card_moved ON account_card (workspace_id, arr_minor DESC NULLS LAST) WHERE state = 'live' AND band <> band_before;
-- Peers are customers of the same tier.
CREATE INDEX records_of_tier ON records (workspace_id, kind, (content ->> 'tier'), account_id) WHERE content ->> 'tier' IS NOT NULL;
