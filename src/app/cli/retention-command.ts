import { type Report, report } from '../../features/retention/contract.ts';
import { type Command, optional } from './command.ts';
import { connected } from './data-commands.ts';

/** What is asked, as the operation takes it. */
const ASKED = ['outcome', 'by', 'only', 'since', 'until', 'as-of', 'months', 'fitted-to', 'cohort', 'measure'] as const;

const NAMES: Readonly<Record<string, string>> = { 'as-of': 'asOf', 'fitted-to': 'fittedTo' };

export const retention: Command = {
  name: 'retention',
  usage:
    '[--outcome ended|dormant:<days>] [--by <field>] [--only <field>:<value>] [--since <day>] [--until <day>] [--as-of <day>] [--months 1|3|12] [--fitted-to <period>] [--cohort month|quarter|year] [--measure logo|net|gross]',
  summary: 'Says how long customers stay, what is left of each cohort, what a projection was worth, and what customers are worth.',
  options: Object.fromEntries(ASKED.map((name) => [name, { type: 'string' as const }])),
  async run(invocation) {
    const given = ASKED.flatMap((name) => {
      const value = optional(invocation.values, name);
      return value === undefined ? [] : [[NAMES[name] ?? name, value] as const];
    });
    return connected(invocation, async (connection) => {
      const found = await connection.call(report, Object.fromEntries(given));
      return { data: found, lines: retentionLines(found) };
    });
  },
};

function retentionLines(found: Report): readonly string[] {
  const { survival, customers, ended, tooNew, notStarted, toldUntil } = found;
  return [
    `${customers} customers, ${ended} ended, told until ${toldUntil}; ${tooNew} too new to tell, ${notStarted} never began`,
    `half are left after ${days(survival.all.median.value)}`,
    verdictLine(survival),
    ...survival.groups.map(({ group, label, customers: of, curve }) =>
      [label ?? (group === '' ? '—' : group), `n ${of}`, `ended ${curve.ended}`, `half after ${days(curve.median.value)}`].join('\t'),
    ),
    ...found.cohorts.map(({ cohort, customers: of, cells }) =>
      [cohort, `n ${of}`, ...cells.map(({ age, rate, of: old }) => `${age}: ${percent(rate)} of ${old}`)].join('\t'),
    ),
    ...projectionLines(found),
    ...valueLines(found),
  ];
}

function verdictLine({ verdict, chiSquared, degrees, p }: Report['survival']): string {
  if (verdict === 'too-small') return 'The groups are too small to be compared.';
  const test = `log-rank ${chiSquared?.toFixed(3)} on ${degrees}, p ${p !== null && p < 0.0001 ? '< 0.0001' : p?.toFixed(4)}`;
  return verdict === 'distinguishable' ? `The groups stay differently long: ${test}.` : `The groups cannot be told apart: ${test}.`;
}

function projectionLines({ projection: { fittedTo, early, whole, reason, holdOut, del, derl } }: Report): readonly string[] {
  if (whole === null) return [`No projection: ${reason}.`];
  const held =
    holdOut === null
      ? 'No period could be held out.'
      : `Fitted up to period ${fittedTo}${early === null ? '' : ` (α ${early.alpha.toFixed(4)}, β ${early.beta.toFixed(4)})`}: ${holdOut.within} of ${holdOut.periods} periods held out lie in the interval, mean error ${(100 * holdOut.meanError).toFixed(1)} points.`;
  return [
    held,
    `Over all periods α ${whole.alpha.toFixed(4)}, β ${whole.beta.toFixed(4)}; discounted lifetime ${del?.toFixed(2)} years, residual before the first renewals ${derl.map((years) => years.toFixed(2)).join(', ')}`,
  ];
}

function valueLines({ value, settings }: Report): readonly string[] {
  if (value === null) return [];
  return [
    `Worth in minor units of ${value.currency}: margin ${percent(settings.margin)}, discount ${percent(settings.discount)} a year, at most ${settings.capYears} years; ${value.withoutMoney} customers without known money`,
    ...value.groups.map((one) =>
      [
        ...[one.label ?? (one.group === '' ? '—' : one.group), `living ${one.living} of ${one.customers}`, `ARR ${one.arr}`],
        ...[
          `realised ${one.realised}`,
          `churn ${percent(one.rate.value)}${one.borrowed ? ' (of all)' : ` (${one.churnLeft} of ${one.churnOf})`}`,
        ],
        ...[`mean LTV ${one.mean.value ?? '—'}`, `by the model ${one.meanModelled.value ?? '—'}`],
      ].join('\t'),
    ),
  ];
}

function percent(share: number | null): string {
  return share === null ? '—' : `${(100 * share).toFixed(1)} %`;
}

function days(count: number | null): string {
  return count === null ? 'more days than are followed' : `${Math.round(count)} days`;
}
