import type { OutputOf } from '../../contract/operation.ts';
import { type replayRule as replayOperation, replayRule, type SaidOutcome } from '../../features/lab/contract.ts';
import { ExitError } from '../../platform/exit-codes.ts';
import { type Command, optional } from './command.ts';
import { connected, dayOption } from './data-commands.ts';

const KINDS = ['ended', 'contracted', 'expanded', 'renewed'] as const;

/** `ended`, `contracted`, `expanded`, `renewed`, `dormant:<days>`, or a condition over metrics. */
export function outcomeFrom(text: string): SaidOutcome {
  const plain = KINDS.find((kind) => kind === text);
  if (plain !== undefined) return { kind: plain };
  const dormant = /^dormant:(\d{1,3})$/.exec(text);
  return dormant === null ? { kind: 'condition', condition: text } : { kind: 'dormant', days: Number(dormant[1]) };
}

export const replay: Command = {
  name: 'replay',
  usage: '(--rule <id> | --condition <expression>) --from <day> --to <day> [--outcome <outcome>] [--horizon <days>] [--strict]',
  summary: 'Says what a rule would have warned of in the past, and what became of the customers.',
  options: {
    rule: { type: 'string' },
    condition: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    outcome: { type: 'string' },
    horizon: { type: 'string' },
    strict: { type: 'boolean' },
  },
  async run(invocation) {
    const { values } = invocation;
    const [rule, condition] = [optional(values, 'rule'), optional(values, 'condition')];
    if ((rule === undefined) === (condition === undefined)) throw new ExitError('wrong usage', 'Give either --rule or --condition.');
    const [from, to] = [dayOption(values, 'from'), dayOption(values, 'to')];
    if (from === undefined || to === undefined) throw new ExitError('wrong usage', '--from and --to are missing.');
    const horizon = optional(values, 'horizon');
    const definition = {
      ...{ kind: 'own' as const, title: 'replay', act: 'replay', direction: 'down' as const, severity: 'normal' as const },
      ...{ dueInWorkingDays: 1, clearDays: 1, coolDownDays: 0, condition: condition ?? '' },
    };
    return connected(invocation, async (connection) => {
      const found = await connection.call(replayRule, {
        rule: rule ?? 'replayed',
        ...(condition === undefined ? {} : { definition }),
        from,
        to,
        outcome: outcomeFrom(optional(values, 'outcome') ?? 'ended'),
        strict: values.strict === true,
        ...(horizon === undefined ? {} : { horizonDays: Number(horizon) }),
      });
      return { data: found, lines: replayLines(found) };
    });
  },
};

type Replayed = OutputOf<typeof replayOperation>;

function replayLines({ rule, ruleVersion, figures, customerDays, unknownDays, firings }: Replayed): readonly string[] {
  const { customers, warned, results, precision, recall, base, lead, falseAlarmsAWeek } = figures;
  return [
    `${rule} (${ruleVersion}): ${figures.firings} warnings of ${warned} of ${customers} customers; ${customerDays} customer-days, ${unknownDays} of them unknown`,
    `hits ${results.hit}, false alarms ${results.miss}, not decided ${results.undecided}`,
    `precision ${shareLine(precision)}; recall ${shareLine(recall)}; base rate ${shareLine(base)}`,
    `lead time ${lead.median === null ? '—' : `${lead.median} days (${lead.low} to ${lead.high}, n = ${lead.of})`}; false alarms a person and week ${falseAlarmsAWeek?.toFixed(2) ?? '—'}`,
    ...firings.map(({ account, day, value, result }) => [day, account.externalId, value ?? '—', result].join('\t')),
  ];
}

function shareLine({ hits, of, value, low, high, enough }: Replayed['figures']['precision']): string {
  if (value === null) return '— (nothing counted)';
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `${percent(value)} (${hits} of ${of}, ${percent(low)} to ${percent(high)}${enough ? '' : ', too few'})`;
}
