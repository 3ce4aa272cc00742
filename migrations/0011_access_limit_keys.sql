-- compatible
-- How many events a key may send: {"perMinute": number or null, "perDay": number or null}; empty: no limit.
ALTER TABLE api_keys ADD COLUMN limits jsonb;
