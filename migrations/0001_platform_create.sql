-- compatible
-- Domain events, written in the transaction of the change that they tell of.
CREATE TABLE outbox_events (
  workspace_id text NOT NULL,
  id text NOT NULL,
  event text NOT NULL,
  payload jsonb NOT NULL,
  emitted_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- One row for each event and subscriber: due until its handler has committed, parked when the handler failed too often.
CREATE TABLE outbox_deliveries (
  workspace_id text NOT NULL,
  event_id text NOT NULL,
  subscriber text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  due_at bigint NOT NULL,
  done_at bigint,
  error text,
  PRIMARY KEY (workspace_id, event_id, subscriber),
  FOREIGN KEY (workspace_id, event_id) REFERENCES outbox_events (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX outbox_deliveries_due ON outbox_deliveries (due_at, event_id) WHERE state = 'due';
