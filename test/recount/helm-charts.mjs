#!/usr/bin/env node
// Counts DAU, WAU, MAU, modules used and modules in use of helm_charts_usage again, straight from its two CSV files, and compares every account-day.
// It knows nothing of Mooring: it imports only Node, and its rules are written down here a second time, in the plainest way.
//
//   node test/recount/helm-charts.mjs <folder with accounts.csv and events.csv> <series.json> [--as-of 2019-06-30]
//
// series.json: {"<account>": [{"day","metric","value","reason"?,"partial"?}, …], …}, the answers of
// GET /api/v1/accounts/{externalId}/series?metrics=dau,wau,mau,modules,modules-in-use from the first event to the as-of day.
//
// Rules. A chart is live from the day of created_at to the day of ended_at, both included (UTC). Rows with bot=1 or bulk_sweep=1
// do not count. A day is silent when neither it nor one of the three days before has a counted event of any chart. The value of a
// window of 1, 7 or 30 days is the number of different authors of counted events on its live days; it is unknown on a day before the
// first live day (not-started), after the last (ended), and when more than a fifth of the window's live days is silent (source-silent).
// With some silent days, but no more than a fifth, it is partial. Modules are counted the same way: those used on the day, and those that
// at least three different authors used on at least five days of the last 30; before the first counted event with a module they are
// unknown (not-mapped).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WINDOWS = { dau: 1, wau: 7, mau: 30, modules: 1, 'modules-in-use': 30 };
const FRESH_DAYS = 3;
const SHOWN = 10;

const [folder, seriesFile, ...rest] = process.argv.slice(2);
if (folder === undefined || seriesFile === undefined) {
  console.error('usage: node test/recount/helm-charts.mjs <folder> <series.json> [--as-of <day>]');
  process.exit(2);
}
const asOf = dayNumber(rest[0] === '--as-of' && rest[1] ? rest[1] : '2019-06-30');

const events = rowsOf('events.csv').filter((event) => event.bot !== '1' && event.bulk_sweep !== '1');
const first = Math.min(...rowsOf('events.csv').map((event) => dayNumber(event.timestamp)));
const mapped = Math.min(...events.filter((event) => event.module !== '').map((event) => dayNumber(event.timestamp)));
const delivered = new Set(events.map((event) => dayNumber(event.timestamp)));
const series = JSON.parse(readFileSync(seriesFile, 'utf8'));

let days = 0;
let compared = 0;
let differences = 0;
for (const account of rowsOf('accounts.csv')) {
  const ours = new Map((series[account.account] ?? []).map((row) => [`${row.day} ${row.metric}`, row]));
  const expected = recount(account);
  days += asOf - first + 1;
  for (const [key, want] of expected) {
    compared += 1;
    compare(`${account.account} ${key}`, want, ours.get(key));
    ours.delete(key);
  }
  for (const key of ours.keys()) compare(`${account.account} ${key}`, undefined, ours.get(key));
}
console.log(`${days} account-days, ${compared} values, ${differences} differences`);
process.exitCode = differences === 0 && compared > 0 ? 0 : 1;

function recount(account) {
  const startsOn = dayNumber(account.created_at);
  const endsOn = account.ended_at === '' ? Number.POSITIVE_INFINITY : dayNumber(account.ended_at);
  const uses = new Map();
  for (const event of events) {
    if (event.account !== account.account) continue;
    const day = dayNumber(event.timestamp);
    if (day >= startsOn && day <= endsOn) uses.set(day, [...(uses.get(day) ?? []), event]);
  }
  const expected = new Map();
  for (let day = first; day <= asOf; day += 1)
    for (const [metric, length] of Object.entries(WINDOWS))
      expected.set(`${dayText(day)} ${metric}`, valueOn(day, metric, length, startsOn, endsOn, uses));
  return expected;
}

function valueOn(day, metric, length, startsOn, endsOn, uses) {
  if (day < startsOn) return { value: null, reason: 'not-started' };
  if (day > endsOn) return { value: null, reason: 'ended' };
  if (metric.startsWith('modules') && day < mapped) return { value: null, reason: 'not-mapped' };
  const seen = [];
  let [live, silent] = [0, 0];
  for (let one = day - length + 1; one <= day; one += 1) {
    if (one < startsOn || one > endsOn) continue;
    live += 1;
    if (isSilent(one)) silent += 1;
    seen.push(...(uses.get(one) ?? []));
  }
  if (silent * 5 > live) return { value: null, reason: 'source-silent' };
  const value = counted(metric, seen);
  return silent > 0 ? { value, partial: true } : { value };
}

function counted(metric, seen) {
  if (!metric.startsWith('modules')) return new Set(seen.map((event) => event.user_hash)).size;
  const modules = [...new Set(seen.map((event) => event.module).filter((module) => module !== ''))];
  if (metric === 'modules') return modules.length;
  return modules.filter((module) => {
    const own = seen.filter((event) => event.module === module);
    return new Set(own.map((event) => event.user_hash)).size >= 3 && new Set(own.map((event) => dayNumber(event.timestamp))).size >= 5;
  }).length;
}

function isSilent(day) {
  for (let back = 0; back <= FRESH_DAYS; back += 1) if (delivered.has(day - back)) return false;
  return true;
}

function compare(key, want, have) {
  const same =
    want !== undefined && have !== undefined && want.value === have.value && want.reason === have.reason && want.partial === have.partial;
  if (same) return;
  differences += 1;
  if (differences <= SHOWN) console.log(`${key}: recounted ${JSON.stringify(want)}, Mooring says ${JSON.stringify(have)}`);
}

// No cell of these two files is quoted; the script stops if that ever changes.
function rowsOf(name) {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split(/\r?\n/);
  if (header.includes('"')) throw new Error(`${name} has quotes`);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    if (line.includes('"') || cells.length !== names.length) throw new Error(`${name}: cannot read "${line}"`);
    return Object.fromEntries(names.map((column, index) => [column, cells[index]]));
  });
}

function dayNumber(text) {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
}

function dayText(number) {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
