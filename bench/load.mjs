// A load generator on raw sockets, a process of its own: `node bench/load.mjs '<settings>'`, prints one line of JSON at the end.
// Closed loop: every connection sends its next batch when the answer has come. Open loop (`rate`): batches are due at fixed times and
// latency counts from the due time, so a server that stops for a while is charged for all that had to wait.
import { createConnection } from 'node:net';
import { ACCOUNTS, BATCH, requestOf, USERS_PER_ACCOUNT } from './body.mjs';

const settings = JSON.parse(process.argv[2]);
const {
  port,
  key,
  prefix,
  seconds,
  connections = 32,
  rate = null,
  resend = 0,
  wantReceipt = true,
  last = Number.POSITIVE_INFINITY,
} = settings;
/** The first so many customers are sent events. */
const TEMPLATES = Math.max(1, Math.floor((settings.accounts ?? ACCOUNTS) / BATCH));
/** Latencies in steps of 0.1 ms, up to 60 s. */
const STEPS = 600_000;
const histogram = new Uint32Array(STEPS);

const begun = performance.now();
const until = begun + seconds * 1000;
const sum = { acknowledged: 0, duplicates: 0, refused: 0, broken: 0, batches: 0, worstMs: 0 };
const refusals = {};
let next = settings.first ?? 0;
const acknowledgedBatches = [];
const queue = [];
const idle = [];
let open = 0;

process.on('SIGTERM', () => finish());
for (let index = 0; index < connections; index++) connect();
if (rate !== null) startClock();

function connect() {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  const connection = { socket, requests: new Map(), buffer: Buffer.alloc(0), dueAt: 0, number: 0, busy: false };
  open += 1;
  socket.on('connect', () => free(connection));
  socket.on('data', (bytes) => received(connection, bytes));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    open -= 1;
    if (connection.busy) sum.broken += 1;
    if (open === 0) finish();
  });
}

function free(connection) {
  const now = performance.now();
  if ((now >= until && queue.length === 0) || next >= last) return connection.socket.end();
  if (rate === null) return send(connection, now);
  const due = queue.shift();
  if (due === undefined) idle.push(connection);
  else send(connection, due);
}

function startClock() {
  const every = (BATCH / rate) * 1000;
  let due = begun + every;
  const timer = setInterval(() => {
    const now = performance.now();
    for (; due <= now && due < until; due += every) {
      // In turn, so that none is idle for so long that the server ends it.
      const connection = idle.shift();
      if (connection === undefined) queue.push(due);
      else send(connection, due);
    }
    if (now >= until) {
      clearInterval(timer);
      for (const connection of idle.splice(0)) connection.socket.end();
    }
  }, 1);
}

function send(connection, dueAt) {
  const isResent = resend > 0 && acknowledgedBatches.length > 0 && Math.random() < resend;
  const number = isResent ? acknowledgedBatches[Math.floor(Math.random() * acknowledgedBatches.length)] : next++;
  const template = number % TEMPLATES;
  let request = connection.requests.get(template);
  if (request === undefined) {
    request = requestOf(template, { key, prefix, at: settings.at });
    connection.requests.set(template, request);
  }
  request.fill(number, Math.floor(number / TEMPLATES) % USERS_PER_ACCOUNT);
  connection.dueAt = dueAt;
  connection.number = number;
  connection.busy = true;
  connection.socket.write(request.bytes);
}

function received(connection, bytes) {
  connection.buffer = connection.buffer.length === 0 ? bytes : Buffer.concat([connection.buffer, bytes]);
  const headEnd = connection.buffer.indexOf('\r\n\r\n');
  if (headEnd === -1) return;
  const head = connection.buffer.toString('latin1', 0, headEnd);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  if (connection.buffer.length < headEnd + 4 + length) return;
  const body = connection.buffer.subarray(headEnd + 4);
  const now = performance.now();
  const ms = now - connection.dueAt;
  histogram[Math.min(STEPS - 1, Math.floor(ms * 10))] += 1;
  sum.worstMs = Math.max(sum.worstMs, ms);
  sum.batches += 1;
  count(connection, head, body);
  connection.buffer = Buffer.alloc(0);
  connection.busy = false;
  free(connection);
}

function count(connection, head, body) {
  const status = head.slice(9, 12);
  // The counts stand at the beginning of a receipt; the last item's is looked at too, so that a receipt cut short does not pass.
  const start = body.toString('latin1', 0, 80);
  const [accepted, duplicate] = ['accepted', 'duplicate'].map((name) => Number(new RegExp(`"${name}":(\\d+)`).exec(start)?.[1] ?? 0));
  const isWhole = !wantReceipt || body.includes(`"index":${BATCH - 1}`);
  if (status !== '200' || accepted + duplicate !== BATCH || !isWhole) {
    sum.refused += 1;
    refusals[status] = (refusals[status] ?? 0) + 1;
    return;
  }
  sum.acknowledged += accepted;
  sum.duplicates += duplicate;
  if (settings.tell) process.stdout.write(`${connection.number}\n`);
  if (resend > 0) acknowledgedBatches.push(connection.number);
}

function quantile(share) {
  let left = Math.ceil(sum.batches * share);
  for (let step = 0; step < STEPS; step++) {
    left -= histogram[step];
    if (left <= 0) return (step + 1) / 10;
  }
  return sum.worstMs;
}

function finish() {
  const took = (performance.now() - begun) / 1000;
  const cpu = process.cpuUsage();
  const result = {
    ...sum,
    refusals,
    next,
    seconds: took,
    eventsPerSecond: Math.round((sum.acknowledged + sum.duplicates) / took),
    p50: quantile(0.5),
    p99: quantile(0.99),
    p999: quantile(0.999),
    worstMs: Math.round(sum.worstMs),
    generatorCores: (cpu.user + cpu.system) / 1e6 / took,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}
