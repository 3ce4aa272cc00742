#!/usr/bin/env node
// Judges helm_charts_usage again, straight from its two CSV files: on which days a rule "fewer than N authors in 30 days" would have warned of each
// chart, which charts fell dormant, and which warnings were right. It knows nothing of Mooring: it imports only Node, and goes day by day.
//
//   node test/recount/helm-replay.mjs <folder> <replay.json> --below 2 --dormant 90 --horizon 90 --from <day> --to <day>
//
// replay.json: the answer of POST /api/v1/lab/replay for the rule `mau < N` (all-clear after one day, no cool-down).
//
// Rules. Rows with bot=1 or bulk_sweep=1 do not count. A day is silent when neither it nor one of the three days before has a counted event of any
// chart. The number of authors in 30 days is unknown outside the chart's life and when more than a fifth of the live days is silent. A warning opens on
// a day whose number is known and below N while none is open; it is over on the first later day whose number is known and not below. Judging begins
// 365 days and the horizon before the period. A chart falls dormant on the first of so many known days without an author, after one with; unknown
// days neither count nor break the row. A warning is right when that day comes after it and within the horizon, wrong when the horizon ends on a day of
// which that can be told (the last known day less the length of a dormancy), else not decided.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, answerFile, ...rest] = process.argv.slice(2);
const option = (name) => rest[rest.indexOf(`--${name}`) + 1];
const [below, dormant, horizon] = [Number(option('below')), Number(option('dormant')), Number(option('horizon'))];
const [from, to] = [dayNumber(option('from')), dayNumber(option('to'))];
const answer = JSON.parse(readFileSync(answerFile, 'utf8'));

const events = rowsOf('events.csv').filter((event) => event.bot !== '1' && event.bulk_sweep !== '1');
const delivered = new Set(events.map((event) => dayNumber(event.timestamp)));
const lastDay = Math.max(...delivered) + 3;
const first = from - horizon - 365;

const expected = [];
const expectedOutcomes = [];
for (const chart of rowsOf('accounts.csv')) {
  const startsOn = dayNumber(chart.created_at);
  const endsOn = chart.ended_at === '' ? Number.POSITIVE_INFINITY : dayNumber(chart.ended_at);
  if (startsOn > to || endsOn < from) continue;
  const authors = new Map();
  for (const event of events) {
    const day = dayNumber(event.timestamp);
    if (event.account !== chart.account || day < startsOn || day > endsOn) continue;
    authors.set(day, (authors.get(day) ?? new Set()).add(event.user_hash));
  }
  const fell = dormancies(authors, startsOn, endsOn);
  const toldUntil = (endsOn < lastDay ? endsAsTold(endsOn) : lastTold()) - dormant;
  for (const day of fell) if (day >= from && day <= to) expectedOutcomes.push(`${chart.account} ${dayText(day)}`);
  let open = false;
  for (let day = Math.max(first, startsOn); day <= to; day += 1) {
    const count = authorsIn30(authors, day, startsOn, endsOn);
    if (day > endsOn) open = false;
    if (count === null) continue;
    if (open) open = count < below;
    else if (count < below) {
      open = true;
      if (day < from) continue;
      const right = fell.some((one) => one > day && one <= day + horizon);
      expected.push(`${chart.account} ${dayText(day)} ${right ? 'hit' : day + horizon <= toldUntil ? 'miss' : 'undecided'}`);
    }
  }
}

const told = answer.firings.map(({ account, day, result }) => `${account.externalId} ${day} ${result}`);
const toldOutcomes = answer.outcomes.map(({ account, day }) => `${account.externalId} ${day}`);
const differences = [...differencesOf(expected, told), ...differencesOf(expectedOutcomes, toldOutcomes)];
for (const one of differences.slice(0, 10)) console.log(one);
console.log(`${expected.length} warnings, ${expectedOutcomes.length} dormancies, ${differences.length} differences`);
process.exitCode = differences.length === 0 && expected.length > 0 ? 0 : 1;

function differencesOf(ours, theirs) {
  return [
    ...ours.filter((one) => !theirs.includes(one)).map((one) => `only recounted: ${one}`),
    ...theirs.filter((one) => !ours.includes(one)).map((one) => `only told: ${one}`),
  ];
}

function dormancies(authors, startsOn, endsOn) {
  const found = [];
  let [active, idle] = [false, []];
  for (let day = Math.max(startsOn, from - 1); day <= Math.min(endsOn, lastDay); day += 1) {
    if (isSilent(day)) continue;
    if (authors.has(day)) [active, idle] = [true, []];
    else if (active) idle.push(day);
    if (idle.length !== dormant) continue;
    found.push(idle[0]);
    [active, idle] = [false, []];
  }
  return found;
}

function authorsIn30(authors, day, startsOn, endsOn) {
  if (day < startsOn || day > endsOn) return null;
  const seen = new Set();
  let [live, silent] = [0, 0];
  for (let one = Math.max(startsOn, day - 29); one <= day; one += 1) {
    live += 1;
    if (isSilent(one)) silent += 1;
    for (const author of authors.get(one) ?? []) seen.add(author);
  }
  return silent * 5 > live ? null : seen.size;
}

// A chart that has ended can do nothing any more: that is told up to today, far beyond.
function endsAsTold() {
  return Number.POSITIVE_INFINITY;
}

function lastTold() {
  let day = lastDay;
  while (isSilent(day)) day -= 1;
  return day;
}

function isSilent(day) {
  for (let back = 0; back <= 3; back += 1) if (delivered.has(day - back)) return false;
  return true;
}

// No cell of these two files is quoted; the script stops if that ever changes.
function rowsOf(name) {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split(/\r?\n/);
  if (header.includes('"')) throw new Error(`${name} has quotes`);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(names.map((column, index) => [column, line.split(',')[index]])));
}

function dayNumber(text) {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
}

function dayText(number) {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
