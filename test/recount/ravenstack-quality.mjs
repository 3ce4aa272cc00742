#!/usr/bin/env node
// Counts the contradictions of RavenStack again, straight from its CSV files, and compares every count with `mooring quality --json`.
// It knows nothing of Mooring: it imports only Node, and its rules are written down here a second time, in the plainest way.
//
//   node test/recount/ravenstack-quality.mjs <folder> <findings.json> --as-of <day>
//
// findings.json: [{"rule","entity","count",…}, …] of a workspace into which the folder was imported: accounts as customers, subscriptions as
// contract lines, churn events as churn records, tickets as issues, feature usage as events of the account of its subscription. Columns that
// fit no field are custom fields. end_date is the first day after the subscription.
//
// Rules. Of usage rows with one usage_id the first counts; another content is a conflict. Usage before start_date is before its line, else
// from end_date on it is after it; usage before signup_date is before its account. A subscription that would end on the day it starts ends
// before it starts, and is live on no day. A subscription goes on after a day when it started by then and ends after that day.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FRESH_DAYS = 3;
const [folder, findingsFile, ...rest] = process.argv.slice(2);
if (folder === undefined || findingsFile === undefined || rest[0] !== '--as-of' || rest[1] === undefined) {
  console.error('usage: node test/recount/ravenstack-quality.mjs <folder> <findings.json> --as-of <day>');
  process.exit(2);
}
const today = rest[1];

const accounts = rowsOf('ravenstack_accounts.csv');
const lines = rowsOf('ravenstack_subscriptions.csv');
const churns = rowsOf('ravenstack_churn_events.csv');
const tickets = rowsOf('ravenstack_support_tickets.csv');
const usage = rowsOf('ravenstack_feature_usage.csv');
const accountOf = new Map(accounts.map((row) => [row.account_id, row]));
const lineOf = new Map(lines.map((row) => [row.subscription_id, row]));
const linesOf = Map.groupBy ? Map.groupBy(lines, (row) => row.account_id) : grouped(lines);
const churnsOf = Map.groupBy ? Map.groupBy(churns, (row) => row.account_id) : grouped(churns);

const counts = new Map();
function count(rule, entity, number = 1) {
  const key = `${rule} ${entity}`;
  counts.set(key, (counts.get(key) ?? 0) + number);
}

// Usage.
const first = new Map();
const days = new Set();
for (const row of usage) {
  const kept = first.get(row.usage_id);
  if (kept !== undefined) {
    if (JSON.stringify(kept) !== JSON.stringify(row)) count('id-conflict', 'event');
    continue;
  }
  first.set(row.usage_id, row);
  const line = lineOf.get(row.subscription_id);
  if (line === undefined) {
    count('rejected-row', 'event');
    continue;
  }
  days.add(row.usage_date);
  if (row.usage_date < line.start_date) count('usage-before-line', 'event');
  else if (line.end_date !== '' && row.usage_date >= line.end_date) count('usage-after-line', 'event');
  if (row.usage_date < accountOf.get(line.account_id)?.signup_date) count('usage-before-account', 'event');
}
const delivered = [...days].sort();
for (const [index, day] of delivered.entries()) {
  const silent = index === 0 ? 0 : dayNumber(day) - dayNumber(delivered[index - 1]) - 1;
  if (silent > FRESH_DAYS) count('source-gap', 'source', silent);
}
if (delivered.length > 0 && dayNumber(today) - dayNumber(delivered.at(-1)) > FRESH_DAYS) count('stale-source', 'source');

// Subscriptions.
for (const row of lines) {
  if (!accountOf.has(row.account_id)) count('missing-reference', 'contract-line');
  else if (row.start_date < accountOf.get(row.account_id).signup_date) count('record-before-account', 'contract-line');
  if (!isLiveEver(row)) count('end-before-start', 'contract-line');
  if (Number(row.seats) <= 0) count('empty-seats', 'contract-line');
  if (Number(row.arr_amount) !== 12 * Number(row.mrr_amount)) count('arr-unlike-mrr', 'contract-line');
  if (yes(row.is_trial) && Number(row.arr_amount) + Number(row.mrr_amount) > 0) count('trial-with-fee', 'contract-line');
  if (yes(row.churn_flag) && row.end_date === '') count('line-flag-without-end', 'contract-line');
  if (!yes(row.churn_flag) && row.end_date !== '' && dayNumber(row.end_date) - 1 < dayNumber(today))
    count('line-end-without-flag', 'contract-line');
}
for (const own of linesOf.values())
  for (const plan of new Set(own.map((row) => row.plan_tier))) {
    const spans = own.filter((row) => row.plan_tier === plan && isLiveEver(row)).sort((a, b) => (a.start_date < b.start_date ? -1 : 1));
    for (const [index, span] of spans.entries())
      if (spans.slice(0, index).some((before) => before.end_date === '' || before.end_date > span.start_date))
        count('overlapping-lines', 'contract-line');
  }

// Tickets and churn events.
for (const row of tickets) {
  if (!accountOf.has(row.account_id)) count('missing-reference', 'issue');
  else if (row.submitted_at.slice(0, 10) < accountOf.get(row.account_id).signup_date) count('record-before-account', 'issue');
  if (row.closed_at !== '' && new Date(row.closed_at) < new Date(`${row.submitted_at.slice(0, 10)} 00:00`))
    count('closed-before-raised', 'issue');
}
for (const row of churns) {
  if (!accountOf.has(row.account_id)) count('missing-reference', 'churn-record');
  else if (row.churn_date < accountOf.get(row.account_id).signup_date) count('record-before-account', 'churn-record');
  const own = (linesOf.get(row.account_id) ?? []).filter(isLiveEver);
  if (own.some((line) => goesOn(line, row.churn_date))) count('churn-with-lines', 'churn-record');
  // One who leaves on a day had a line that day, or until the day before.
  const had = own.some((line) => line.start_date <= row.churn_date && (line.end_date === '' || line.end_date >= row.churn_date));
  if (own.length > 0 && !had) count('churn-without-lines', 'churn-record');
  const others = (churnsOf.get(row.account_id) ?? []).filter((one) => one.churn_date < row.churn_date);
  if (yes(row.is_reactivation) && others.length === 0) count('return-without-churn', 'churn-record');
}

// Accounts.
const names = new Map();
for (const row of accounts) {
  const key = row.account_name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  names.set(key, (names.get(key) ?? 0) + 1);
  count('missing-owner', 'account');
  const own = linesOf.get(row.account_id) ?? [];
  const live = own.filter(isLiveEver);
  const going = live.filter((line) => goesOn(line, today));
  const records = churnsOf.get(row.account_id) ?? [];
  if (own.length === 0) count('missing-lines', 'account');
  if (yes(row.churn_flag) && records.length === 0) count('unrecorded-churn', 'account');
  if (!yes(row.churn_flag) && records.length > 0) count('unflagged-churn', 'account');
  if (yes(row.churn_flag) && going.length > 0) count('churned-with-lines', 'account');
  const begun = live.filter((line) => line.start_date <= today);
  const open = live.filter((line) => line.end_date === '' || dayNumber(line.end_date) - 1 > dayNumber(today));
  if (!yes(row.churn_flag) && begun.length > 0 && open.length === 0) count('ended-without-flag', 'account');
  const paid = going.filter((line) => !yes(line.is_trial)).length;
  if (going.length > 0 && yes(row.is_trial) !== (paid === 0)) count('trial-flag-unlike-lines', 'account');
}
for (const number of names.values()) if (number > 1) count('duplicate-name', 'account', number);

const theirs = new Map(JSON.parse(readFileSync(findingsFile, 'utf8')).map((one) => [`${one.rule} ${one.entity}`, one.count]));
let differences = 0;
for (const key of [...new Set([...counts.keys(), ...theirs.keys()])].sort()) {
  const [mine, found] = [counts.get(key) ?? 0, theirs.get(key) ?? 0];
  if (mine !== found) differences += 1;
  console.log(`${mine === found ? 'same ' : 'OTHER'} ${key}: counted ${mine}, found ${found}`);
}
console.log(
  `${counts.size} kinds of contradictions, ${[...counts.values()].reduce((a, b) => a + b, 0)} in all, ${differences} differences`,
);
process.exitCode = differences === 0 && counts.size > 0 ? 0 : 1;

function yes(flag) {
  return flag.toLowerCase() === 'true';
}

/** A subscription that ends on the day it starts is live on no day. */
function isLiveEver(line) {
  return line.end_date === '' || line.end_date > line.start_date;
}

/** Whether a subscription started by a day and is live on the day after it. */
function goesOn(line, day) {
  return line.start_date <= day && (line.end_date === '' || dayNumber(line.end_date) - 1 > dayNumber(day));
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.account_id, [...(groups.get(row.account_id) ?? []), row]);
  return groups;
}

function dayNumber(day) {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

function rowsOf(name) {
  const [head, ...body] = readFileSync(join(folder, name), 'utf8').trimEnd().split(/\r?\n/);
  const columns = head.replace(/^\uFEFF/, '').split(',');
  return body.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** The cells of a line of CSV; quotes may hold commas, and none of these files has a line break in a cell. */
function cellsOf(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
