import { csvLine } from '../../kernel/csv.ts';
import { dayFromNumber } from '../../kernel/time.ts';
import { type BackTestAnswer, subjectText } from './contract-backtest.ts';
import type { Assessment } from './core/assess.ts';
import type { Gathered } from './gather.ts';

/**
 * Every customer at every cut-off judged: `account,cutOff,model,score,label,excludedReason`. Scores stand there to the last bit. What was compared
 * with has lines of its own, for the same customers.
 */
export async function* predictionLines(
  { problem, accounts, leftOut }: Gathered,
  { report, scores, besideScores }: Assessment,
  { subject, beside }: Pick<BackTestAnswer, 'subject' | 'beside'>,
): AsyncGenerator<string> {
  const { rows, cutOffs, judgedFrom } = problem;
  const model = subjectText(subject);
  yield lineOf(['account', 'cutOff', 'model', 'score', 'label', 'excludedReason']);
  const judged = [...cutOffs.keys()].filter((place) => (cutOffs[place] ?? 0) >= judgedFrom);
  for (const place of judged) {
    const line = (account: number, rest: readonly string[], of = model): string =>
      lineOf([accounts[account] ?? '', dayFromNumber(cutOffs[place] ?? 0), of, ...rest]);
    const own = report.fates.flatMap((fate, row) => {
      if (rows.places[row] !== place) return [];
      const score = scores[row] ?? Number.NaN;
      return [line(rows.accounts[row] ?? 0, [scoreText(score), String(rows.labels[row]), fate === 'judged' ? '' : fate])];
    });
    const others = leftOut.filter((one) => one.place === place).map(({ account, reason }) => line(account, ['', '', reason]));
    yield [...own, ...others].join('');
    if (besideScores === null || beside === null) continue;
    const compared = report.fates.flatMap((_, row) => {
      if (rows.places[row] !== place) return [];
      const score = besideScores[row] ?? Number.NaN;
      const rest = [scoreText(score), String(rows.labels[row]), Number.isNaN(score) ? 'no-score' : ''];
      return [line(rows.accounts[row] ?? 0, rest, subjectText(beside.subject))];
    });
    yield compared.join('');
  }
}

const scoreText = (score: number): string => (Number.isNaN(score) ? '' : String(score));
const lineOf = (cells: readonly string[]): string => `${csvLine(cells, 'programs')}\n`;
