#!/usr/bin/env node
// Reckons the area under the ROC curve of a back-test again, from the predictions alone, and compares it with the report. It knows nothing of
// Mooring: it imports only Node, and compares every customer with the outcome to every customer without it, at each cut-off.
//
//   node test/recount/backtest-auc.mjs <predictions.csv> <report.json>
//
// report.json: the answer of `mooring backtest … --json`. Rows with a reason in `excludedReason` do not count. Of two customers at the same cut-off,
// one with the outcome and one without, a win is a higher score, half a win an equal one; the area is wins ÷ pairs, at each cut-off and over all.
import { readFileSync } from 'node:fs';

const [predictionsFile, reportFile] = process.argv.slice(2);
if (predictionsFile === undefined || reportFile === undefined) {
  console.error('usage: node test/recount/backtest-auc.mjs <predictions.csv> <report.json>');
  process.exit(2);
}
const HEADER = 'account,cutOff,model,score,label,excludedReason';
const [header, ...lines] = readFileSync(predictionsFile, 'utf8').trimEnd().split('\n');
const report = JSON.parse(readFileSync(reportFile, 'utf8'));
const NEAR = 1e-9;

const byCutOff = new Map();
// What the judgement was compared with has lines of its own, by customer and cut-off.
const others = new Map();
let excluded = 0;
for (const line of lines) {
  // No account of these files has a comma in its name; the script stops if that ever changes.
  const cells = line.split(',');
  if (cells.length !== 6) throw new Error(`cannot read "${line}"`);
  const [account, cutOff, model, score, label, reason] = cells;
  if (model !== lines[0].split(',')[2]) {
    if (reason === '') others.set(`${account} ${cutOff}`, Number(score));
    continue;
  }
  if (!byCutOff.has(cutOff)) byCutOff.set(cutOff, []);
  if (reason === '') byCutOff.get(cutOff).push({ account, cutOff, score: Number(score), label: Number(label) });
  else excluded += 1;
}

const differences = header === HEADER ? [] : [`the header is ${header}`];
let [wins, pairs, rows] = [0, 0, 0];
for (const { cutOff, area, rows: told } of report.cutOffs) {
  const own = byCutOff.get(cutOff) ?? [];
  const counted = areaOf(own);
  wins += counted.wins;
  pairs += counted.pairs;
  rows += own.length;
  if (own.length !== told) differences.push(`${cutOff}: ${own.length} rows, the report says ${told}`);
  compare(cutOff, counted.pairs === 0 ? null : counted.wins / counted.pairs, area?.estimate ?? null);
}
const overall = pairs === 0 ? null : wins / pairs;
compare('all cut-offs', overall, report.area?.estimate ?? null);
if (report.beside !== null) {
  const both = report.cutOffs.map(({ cutOff }) => (byCutOff.get(cutOff) ?? []).filter(({ account }) => others.has(`${account} ${cutOff}`)));
  const theirs = both.map((own) => own.map((row) => ({ ...row, score: others.get(`${row.account} ${row.cutOff}`) })));
  const [mine, other] = [within(both), within(theirs)];
  compare('what it is compared with', other, report.beside.otherArea?.estimate ?? null);
  compare('the difference', mine === null ? null : mine - other, report.beside.difference?.estimate ?? null);
}
const told = report.exclusions.reduce((sum, { count }) => sum + count, 0);
if (told !== excluded) differences.push(`${excluded} left out, the report says ${told}`);
for (const one of differences.slice(0, 10)) console.log(one);
console.log(`${rows} rows, ${excluded} left out, AUC ${overall}, ${differences.length} differences`);
process.exitCode = differences.length === 0 && rows > 0 ? 0 : 1;

function within(all) {
  const counted = all.map(areaOf);
  const pairs = counted.reduce((sum, one) => sum + one.pairs, 0);
  return pairs === 0 ? null : counted.reduce((sum, { wins }) => sum + wins, 0) / pairs;
}

function areaOf(own) {
  const [ones, others] = [own.filter(({ label }) => label === 1), own.filter(({ label }) => label === 0)];
  let won = 0;
  for (const one of ones) for (const other of others) won += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
  return { wins: won, pairs: ones.length * others.length };
}

function compare(what, mine, theirs) {
  if (mine === null && theirs === null) return;
  if (mine === null || theirs === null || Math.abs(mine - theirs) > NEAR) differences.push(`${what}: ${mine}, the report says ${theirs}`);
}
