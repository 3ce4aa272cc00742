// The batches that benches send: fixed bodies of which only ids change, so that making them costs the load generator next to nothing.
export const BATCH = 100;
export const ACCOUNTS = 2000;
export const USERS_PER_ACCOUNT = 36;
/** A message id is a run's prefix and a number of this many digits. */
const DIGITS = 12;

/**
 * A request to /v1/batch with 100 events of 100 customers. `fill(number, user)` writes the ids of one batch into it: each of its events
 * has an id that no other batch has, and `user` chooses one of the 36 users of its customer.
 */
export function requestOf(template, { path = '/v1/batch', key, prefix, at }) {
  const events = Array.from({ length: BATCH }, (_, slot) => eventOf((template * BATCH + slot) % ACCOUNTS, slot, prefix, at));
  const body = Buffer.from(`{"batch":[${events.join(',')}]}`);
  const head = Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nauthorization: Bearer ${key}\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  const bytes = Buffer.concat([head, body]);
  const ids = placesOf(bytes, `"messageId":"${prefix}`);
  const users = placesOf(bytes, '"userId":"u-0000-');
  return {
    bytes,
    bytesPerEvent: Math.floor(body.length / BATCH),
    fill(number, user) {
      for (let slot = 0; slot < BATCH; slot++) writeDigits(bytes, ids[slot], number * BATCH + slot, DIGITS);
      for (const place of users) writeDigits(bytes, place, user, 2);
    },
  };
}

/** The number of the only event of a batch that a message id names. */
export function messageIdOf(prefix, number) {
  return `${prefix}${String(number).padStart(DIGITS, '0')}`;
}

export function accountName(index) {
  return `customer-${String(index).padStart(4, '0')}`;
}

const NAMES = [
  'Invoice Approved',
  'Report Opened',
  'Order Created',
  'Search Done',
  'Record Saved',
  'Export Started',
  'Page Shown',
  'Login',
];
const MODULES = ['finance', 'sales', 'warehouse', 'people', 'reports'];

function eventOf(account, slot, prefix, at) {
  return JSON.stringify({
    type: 'track',
    messageId: `${prefix}${'0'.repeat(DIGITS)}`,
    userId: `u-0000-00-${String(account).padStart(4, '0')}`,
    event: NAMES[slot % NAMES.length],
    timestamp: new Date(at - slot * 1000).toISOString(),
    context: { groupId: accountName(account), ip: '203.0.113.7', locale: 'zh-CN', library: { name: 'analytics-node', version: '3.1.0' } },
    properties: {
      module: MODULES[slot % MODULES.length],
      screen: '/documents/approve',
      amount: 12_800 + slot,
      currency: 'CNY',
      rows: slot,
    },
  });
}

function placesOf(bytes, marker) {
  const places = [];
  for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 1)) places.push(at + marker.length);
  return places;
}

function writeDigits(bytes, place, value, digits) {
  for (let at = place + digits - 1, rest = value; at >= place; at--, rest = Math.floor(rest / 10)) bytes[at] = 48 + (rest % 10);
}
