#!/usr/bin/env node
// Counts DAU, WAU, MAU, modules used and minutes of RavenStack's usage again, straight from its two CSV files, and compares every account-day.
// It knows nothing of Mooring: it imports only Node, and its rules are written down here a second time, in the plainest way.
//
//   node test/recount/ravenstack-usage.mjs <folder> <series.json> [--as-of 2024-12-31]
//
// series.json: {"<subscription>": [{"day","metric","value","reason"?,"partial"?}, …], …}, the answers of
// GET /api/v1/accounts/{externalId}/series?metrics=dau,wau,mau,modules,online-minutes from the first usage day to the as-of day.
//
// Rules. A subscription is an account with one user. It is live from start_date to the day before end_date; one that would end before
// it starts is no account. Of rows with one usage_id the first counts. Usage outside the live days counts for nobody, but shows that
// the source was heard. A day is silent when neither it nor one of the three days before has usage of any account. A window of 1, 7
// or 30 days is not-started before the first live day, ended after the last, source-silent when more than a fifth of its live days is
// silent, else 1 when the subscription was used on one of its live days, else 0; partial with some silent days. Features are the modules of the day, and
// usage_duration_secs its time: whole seconds, an event at most a day.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WINDOWS = { dau: 1, wau: 7, mau: 30, modules: 1, 'online-minutes': 1 };
const FRESH_DAYS = 3;
const SHOWN = 10;

const [folder, seriesFile, ...rest] = process.argv.slice(2);
if (folder === undefined || seriesFile === undefined) {
  console.error('usage: node test/recount/ravenstack-usage.mjs <folder> <series.json> [--as-of <day>]');
  process.exit(2);
}
const asOf = dayNumber(rest[0] === '--as-of' && rest[1] ? rest[1] : '2024-12-31');

const accounts = rowsOf('ravenstack_subscriptions.csv')
  .map((row) => ({
    id: row.subscription_id,
    startsOn: dayNumber(row.start_date),
    endsOn: row.end_date === '' ? Number.POSITIVE_INFINITY : dayNumber(row.end_date) - 1,
  }))
  .filter(({ startsOn, endsOn }) => endsOn >= startsOn);
const known = new Set(accounts.map(({ id }) => id));
const ids = new Set();
const used = new Map();
const delivered = new Set();
let first = Number.POSITIVE_INFINITY;
let mapped = Number.POSITIVE_INFINITY;
for (const row of rowsOf('ravenstack_feature_usage.csv')) {
  const day = dayNumber(row.usage_date);
  first = Math.min(first, day);
  if (!known.has(row.subscription_id) || ids.has(row.usage_id)) continue;
  ids.add(row.usage_id);
  delivered.add(day);
  const days = used.get(row.subscription_id) ?? new Map();
  used.set(row.subscription_id, days.set(day, [...(days.get(day) ?? []), row]));
  mapped = Math.min(mapped, day);
}
const series = JSON.parse(readFileSync(seriesFile, 'utf8'));

let [days, compared, differences] = [0, 0, 0];
for (const account of accounts) {
  const ours = new Map((series[account.id] ?? []).map((row) => [`${row.day} ${row.metric}`, row]));
  for (let day = first; day <= asOf; day += 1) {
    days += 1;
    for (const [metric, length] of Object.entries(WINDOWS)) {
      const key = `${dayText(day)} ${metric}`;
      compared += 1;
      compare(`${account.id} ${key}`, valueOn(account, metric, day, length), ours.get(key));
      ours.delete(key);
    }
  }
  for (const [key, row] of ours) compare(`${account.id} ${key}`, undefined, row);
}
for (const id of Object.keys(series)) if (!known.has(id)) compare(id, undefined, series[id][0]);
console.log(`${days} account-days, ${compared} values, ${differences} differences`);
process.exitCode = differences === 0 && compared > 0 ? 0 : 1;

function valueOn({ id, startsOn, endsOn }, metric, day, length) {
  if (day < startsOn) return { value: null, reason: 'not-started' };
  if (day > endsOn) return { value: null, reason: 'ended' };
  if (metric === 'modules' && day < mapped) return { value: null, reason: 'not-mapped' };
  let [live, silent] = [0, 0];
  const seen = [];
  for (let one = day - length + 1; one <= day; one += 1) {
    if (one < startsOn || one > endsOn) continue;
    live += 1;
    if (isSilent(one)) silent += 1;
    seen.push(...(used.get(id)?.get(one) ?? []));
  }
  if (silent * 5 > live) return { value: null, reason: 'source-silent' };
  const value = counted(metric, seen);
  return silent > 0 ? { value, partial: true } : { value };
}

function counted(metric, seen) {
  if (metric === 'modules') return new Set(seen.map((row) => row.feature_name)).size;
  if (metric !== 'online-minutes') return seen.length === 0 ? 0 : 1;
  return seen.reduce((sum, row) => sum + Math.min(86_400, Math.round(Number(row.usage_duration_secs))), 0) / 60;
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
