// Programs that benches start, and what they cost: the real server as it was built, and the load generator.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { accountName, BATCH } from './body.mjs';

export const SERVER = process.env.BENCH_SERVER ?? 'dist/server/app/main.js';
const TICKS = 100;

/** Starts a program that says `ready on <address>`. */
export async function start(args, env = {}) {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code} before it was ready`)));
    child.stdout.on('data', (text) => {
      said += text;
      const found = /ready on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  child.removeAllListeners('exit');
  return { child, url, port: Number(new URL(url).port), secondsUntilReady: (performance.now() - begun) / 1000 };
}

/** What `npm start` gives Node. */
export const NODE_ARGS = JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.match(/--\S+/g) ?? [];

export function startMooring(dataFolder, nodeArgs = [], settings = {}) {
  const own = { NODE_ENV: 'production', PORT: '0', MOORING_DATA: dataFolder, LOG_LEVEL: 'error' };
  return start([...NODE_ARGS, ...nodeArgs, SERVER], { ...own, ...settings });
}

export function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
}

/** Makes the owner, a workspace and a key of a new Mooring. */
export async function setUp(url) {
  const json = { 'content-type': 'application/json' };
  const owner = {
    name: 'Bench',
    email: 'bench@example.com',
    password: 'a long enough password',
    workspaceKey: 'bench',
    workspaceName: 'Bench',
    timeZone: 'UTC',
  };
  const answer = await fetch(`${url}/api/v1/setup`, { method: 'POST', headers: json, body: JSON.stringify(owner) });
  if (!answer.ok) throw new Error(`Setting up: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const made = await fetch(`${url}/api/v1/keys`, {
    method: 'POST',
    headers: { ...json, cookie, 'x-mooring-workspace': 'bench' },
    body: JSON.stringify({ name: 'bench', scopes: ['ingest', 'read'] }),
  });
  if (!made.ok) throw new Error(`Making a key: ${made.status} ${await made.text()}`);
  return (await made.json()).secret;
}

export async function get(url, key, path) {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export async function sendBatch(url, key, batch) {
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ batch }),
  });
  if (!answer.ok) throw new Error(`/v1/batch: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Makes the customers that the load speaks of. */
export async function makeCustomers(url, key, count) {
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => ({
      type: 'group',
      messageId: `group-${start + index}`,
      groupId: accountName(start + index),
      traits: { name: accountName(start + index) },
    }));
    await sendBatch(url, key, batch);
  }
}

/** Runs the load generator to its end; with the setting `tell` each batch is told that was acknowledged. */
export function load(settings, told = () => undefined) {
  const child = spawn(process.execPath, ['bench/load.mjs', JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  let last = '';
  child.stdout.on('data', (text) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('{')) last = line;
      else told(Number(line));
    }
  });
  return new Promise((resolve, reject) => {
    child.once('close', () => {
      try {
        resolve(JSON.parse(last));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** How many events all sources have sent, by the count that people see. */
export async function storedEvents(url, key) {
  const { sources } = await get(url, key, '/api/v1/sources');
  return sources.reduce((sum, { events }) => sum + events, 0);
}

export function statusMegabytes(pid, name = 'VmRSS') {
  return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}

/** Waits until a server rests: what it does of itself after a start, and with what it was sent, is over. Returns the seconds that took. */
export async function rested(pid, mostSeconds = 900) {
  const begun = performance.now();
  for (let calm = 0, last = processorSeconds(pid).own; calm < 3 && performance.now() - begun < mostSeconds * 1000; ) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const now = processorSeconds(pid).own;
    calm = now - last < 0.15 ? calm + 1 : 0;
    last = now;
  }
  return (performance.now() - begun) / 1000;
}

/** Seconds of processor time: of a process, and of all that the machine did. */
export function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const machine = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1).map(Number);
  const [user, nice, system, , , irq, softirq] = machine;
  return { own: (Number(fields[11]) + Number(fields[12])) / TICKS, machine: (user + nice + system + irq + softirq) / TICKS };
}
