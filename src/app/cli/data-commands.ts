import { explainChange, explain as explainOperation } from '../../features/health/contract.ts';
import { series as seriesOperation } from '../../features/metrics/contract.ts';
import { type Day, isDay } from '../../kernel/time.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Answer, type Command, type Invocation, optional, required, type Values, word } from './command.ts';
import type { Connection } from './connection.ts';
import { changeLines, explanationLines } from './explain-lines.ts';

/** A day given on the command line. */
export function dayOption(values: Values, name: string): Day | undefined {
  const text = optional(values, name);
  if (text === undefined) return undefined;
  if (!isDay(text)) throw new ExitError('wrong usage', `--${name} takes a day as 2026-01-31; not '${text}'.`);
  return text;
}

export async function connected(invocation: Invocation, run: (connection: Connection) => Promise<Answer>): Promise<Answer> {
  const connection = await invocation.connect();
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

export const series: Command = {
  name: 'series',
  usage: '<account> --metrics dau,wau,mau --from <day> --to <day>',
  summary: 'Prints the account-day series of a customer.',
  options: { metrics: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  async run(invocation) {
    const externalId = word(invocation.words, 0, 'account');
    const metrics = required(invocation.values, 'metrics');
    const range = { from: required(invocation.values, 'from'), to: required(invocation.values, 'to') };
    return connected(invocation, async (connection) => {
      const rows = await connection.call(seriesOperation, { externalId, metrics, ...range });
      return {
        data: rows,
        lines: rows.map(({ day, metric, value, reason, partial }) =>
          [day, metric, value ?? `— ${reason}`, ...(partial ? ['partial'] : [])].join('\t'),
        ),
      };
    });
  },
};

export const explain: Command = {
  name: 'explain',
  usage: '<account> [--as-of <day> | --from <day> --to <day>] [--full]',
  summary: 'Says what the health of a customer rests on, or why it is another one than on an earlier day.',
  options: { 'as-of': { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, full: { type: 'boolean' } },
  async run(invocation) {
    const externalId = word(invocation.words, 0, 'account');
    const [asOf, from, to] = (['as-of', 'from', 'to'] as const).map((name) => dayOption(invocation.values, name));
    if ((from === undefined) !== (to === undefined)) throw new ExitError('wrong usage', '--from and --to go together.');
    if (from !== undefined && asOf !== undefined) throw new ExitError('wrong usage', 'Either --as-of, or --from and --to.');
    return connected(invocation, async (connection) => {
      if (from === undefined || to === undefined) {
        const explanation = await connection.call(explainOperation, { externalId, ...(asOf === undefined ? {} : { asOf }) });
        return { data: explanation, lines: explanationLines(explanation) };
      }
      const of = invocation.values.full === true ? 'full' : 'usage';
      const change = await connection.call(explainChange, { externalId, from, to, of });
      return { data: change, lines: changeLines(change) };
    });
  },
};
