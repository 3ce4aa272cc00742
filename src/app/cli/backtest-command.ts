import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BackTestAnswer,
  backTestPredictions,
  getBackTest,
  type Subject,
  startBackTest,
  subjectText,
} from '../../features/lab/contract-backtest.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, optional, required, type Values } from './command.ts';
import type { Connection } from './connection.ts';
import { connected } from './data-commands.ts';
import { outcomeFrom } from './lab-commands.ts';

const ASK_EVERY_MS = 200;

/** `usage-health`, `usage-health@2`, `usage-health@draft`, `rule:<id>`, `metric:<id>`, `learned` or `learned:hazard`. */
function subjectFrom(text: string): Subject {
  const [kind, name] = text.split(':', 2);
  if (text === 'learned') return { kind: 'learned' };
  if (text === 'learned:hazard') return { kind: 'learned', by: 'hazard' };
  if (kind === 'metric' && name !== undefined) return { kind: 'metric', metric: name };
  if (kind === 'rule' && name !== undefined) return { kind: 'rule', rule: name };
  const [model = '', version] = text.split('@', 2);
  if (version === undefined) return { kind: 'model', model };
  if (version !== 'draft' && !/^\d+$/.test(version))
    throw new ExitError('wrong usage', `'${version}' is no version: write a number, or draft.`);
  return { kind: 'model', model, version: version === 'draft' ? version : Number(version) };
}

function numberOption(values: Values, name: string): number | undefined {
  const text = optional(values, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new ExitError('wrong usage', `--${name} takes a whole number; not '${text}'.`);
  return Number(text);
}

export const backtest: Command = {
  name: 'backtest',
  usage:
    '--outcome <outcome> --model <id>[@<version>|@draft]|metric:<id>|rule:<id>|learned[:hazard] --from <month> --to <month> [--horizon <days>] [--history <days>] [--least <outcomes>] [--segment <field>] [--beside <model as above>] [--predictions <file.csv>]',
  summary: 'Says how good a judgement was over months gone by, against the best single metric.',
  options: {
    ...{ outcome: { type: 'string' }, model: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
    ...{ horizon: { type: 'string' }, history: { type: 'string' }, least: { type: 'string' }, segment: { type: 'string' } },
    ...{ predictions: { type: 'string' }, beside: { type: 'string' } },
  },
  async run(invocation) {
    const { values } = invocation;
    const [horizonDays, historyDays, leastOutcomes] = ['horizon', 'history', 'least'].map((name) => numberOption(values, name));
    const [segment, file, beside] = ['segment', 'predictions', 'beside'].map((name) => optional(values, name));
    const asked = {
      ...{ subject: subjectFrom(required(values, 'model')), outcome: outcomeFrom(required(values, 'outcome')) },
      ...{ from: required(values, 'from'), to: required(values, 'to') },
      ...(horizonDays === undefined ? {} : { horizonDays }),
      ...(historyDays === undefined ? {} : { historyDays }),
      ...(leastOutcomes === undefined ? {} : { leastOutcomes }),
      ...(segment === undefined ? {} : { segment }),
      ...(beside === undefined ? {} : { beside: subjectFrom(beside) }),
    };
    return connected(invocation, async (connection) => {
      let run = await connection.call(startBackTest, asked);
      while (run.state === 'running') {
        await wait(ASK_EVERY_MS);
        run = await connection.call(getBackTest, { backTestId: run.backTestId });
      }
      if (run.report === null) throw new ExitError('failed', run.problem ?? 'The back-test was stopped.');
      if (file !== undefined) await save(connection, run.backTestId, file);
      return { data: run.report, lines: backTestLines(run.report) };
    });
  },
};

async function save(connection: Connection, backTestId: string, file: string): Promise<void> {
  await pipeline(Readable.from(await connection.read(backTestPredictions, { backTestId })), createWriteStream(file));
}

/** The verdicts, the figures, and a line a cut-off. */
function backTestLines(report: BackTestAnswer): readonly string[] {
  const { rows, customers, outcomes, customersWithOutcome, area, singleArea, difference, single, top, prArea, brier, lead } = report;
  return [
    verdictLine(report),
    `${rows} customers at cut-offs of ${customers} customers; ${outcomes} with the outcome (${customersWithOutcome} customers, base rate ${percent(report.baseRate)})`,
    `AUC ${bounds(area)}; best single metric ${single?.metric ?? '—'} ${bounds(singleArea)}; difference ${bounds(difference)}`,
    `PR-AUC ${bounds(prArea)}; top decile ${top === null ? '—' : `precision ${percent(top.precision)}, lift ${top.lift.toFixed(2)}`}; Brier ${brier?.score.toFixed(4) ?? '—'}`,
    `lead time ${lead.median ?? '—'} days (${lead.low ?? '—'} to ${lead.high ?? '—'}), ${lead.seen} of ${lead.outcomes} outcomes seen`,
    `left out: ${report.exclusions.map(({ reason, count }) => `${reason} ${count}`).join(', ') || 'nobody'}; ${report.excludedEvents} events by automation or in bulk`,
    ...(report.beside === null ? [] : [comparisonLine(report.beside)]),
    ...report.cutOffs.map((one) =>
      [
        ...[one.cutOff, `n ${one.rows}`, `outcomes ${one.outcomes}`, `AUC ${bounds(one.area)}`, `lift ${one.top?.lift.toFixed(2) ?? '—'}`],
        `${one.single?.metric ?? '—'} ${bounds(one.singleArea)}`,
      ].join('\t'),
    ),
  ];
}

function verdictLine({ skill, addedValue, single, customersWithOutcome, leastOutcomes }: BackTestAnswer): string {
  if (skill === 'too-few') return `Too few outcomes to say: ${customersWithOutcome} customers, ${leastOutcomes} needed.`;
  const first = skill === 'shown' ? 'Skill is shown' : 'No skill that could be proved';
  return `${first}; ${addedValue === 'shown' ? 'better' : 'no better'} than the single metric ${single?.metric ?? '—'}.`;
}

const COMPARED = {
  better: 'Better than',
  worse: 'Worse than',
  'not-told': 'Cannot be told from',
  'too-few': 'Too few outcomes to compare with',
} as const;

function comparisonLine({ verdict, subject, difference, area, otherArea, rows }: NonNullable<BackTestAnswer['beside']>): string {
  return `${COMPARED[verdict]} ${subjectText(subject)}: AUC ${bounds(area)} against ${bounds(otherArea)}, difference ${bounds(difference)}, over ${rows} of both`;
}

function bounds(one: { estimate: number; low: number; high: number } | null): string {
  return one === null ? '—' : `${one.estimate.toFixed(3)} (${one.low.toFixed(3)} to ${one.high.toFixed(3)})`;
}

function percent(share: number | null): string {
  return share === null ? '—' : `${(100 * share).toFixed(1)} %`;
}
