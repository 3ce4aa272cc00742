import type { OutputOf } from '../../contract/operation.ts';
import type { MaybeNumber } from '../../contract/shapes.ts';
import type { explain, explainChange } from '../../features/health/contract.ts';

type Explanation = OutputOf<typeof explain>;
type Score = NonNullable<Explanation['full']>;

function said({ value, reason }: MaybeNumber): string {
  return value === null ? `— (${reason ?? 'not-computed'})` : String(rounded(value));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** What the health of a customer rests on, as a person reads it in a terminal. */
export function explanationLines(of: Explanation): readonly string[] {
  const { activityScore, health, full, level, risk, window } = of;
  return [
    `${of.name} (${of.externalId}) as of ${of.asOf}, ${of.modelVersion}`,
    `activity score ${said(activityScore.score)} = min(100, 100 × ${said(activityScore.activity)} ÷ ${activityScore.expected})`,
    `activity over ${window.from} to ${window.to}: ${window.knownWorkingDays} of ${window.workingDays} working days known, ${said(window.registeredUsers)} registered users`,
    `health ${said(health.score)}, ${health.band}${bandNote(health)}, coverage ${Math.round(health.coverage * 100)} %, missing: ${health.missing.join(', ') || 'nothing'}`,
    ...partLines(health),
    ...health.drivers.map(
      ({ part, metric, value, lost, act }) => `  costs ${rounded(lost)}: ${part}, ${metric} ${said(value)}. ${act['en-US']}`,
    ),
    ...(full === null
      ? []
      : [
          `full health ${said(full.score)}, coverage ${Math.round(full.coverage * 100)} %, missing: ${full.missing.join(', ') || 'nothing'}`,
          ...partLines(full),
        ]),
    `level ${said(level.level)}, at least ${level.atLeast}${level.processMissing ? ', process missing' : ''}, quadrant ${level.quadrant ?? '—'}`,
    `risk ${said(risk.points)} ${risk.band ?? ''}: ${risk.reasons.map(({ sign, points, value }) => `${sign} ${points} (${rounded(value)})`).join(', ') || 'no sign'}; not seen: ${risk.blind.map(({ sign }) => sign).join(', ') || 'nothing'}`,
  ];
}

function bandNote({ override, computedBand }: Explanation['health']): string {
  return override === null ? '' : ` by ${override.saidBy} until ${override.until} (${override.reason}; computed ${computedBand})`;
}

function partLines({ parts, cap }: Score): readonly string[] {
  return [
    ...parts.map(
      ({ id, metric, value, score, weight, gives }) =>
        `  ${id}: ${metric} ${said(value)} → ${said(score)} points × ${Math.round(weight * 1000) / 10} % gives ${gives === null ? '—' : rounded(gives)}`,
    ),
    ...(cap === null ? [] : [`  cap: ${cap.metric} below ${cap.below} holds ${rounded(cap.uncapped)} at ${cap.points}`]),
  ];
}

/** Why the health is another one than on an earlier day; what is listed adds up to the change. */
export function changeLines(of: OutputOf<typeof explainChange>): readonly string[] {
  const end = ({ day, score, band, model }: typeof of.from): string => `${day} ${said(score)} ${band} (${model.id}-${model.version})`;
  return [
    `${of.name} (${of.externalId}): ${end(of.from)} → ${end(of.to)}`,
    ...(of.change === null ? ['nothing to compare: one of the days has no score'] : [`change ${rounded(of.change)}`]),
    ...(of.model === 0 ? [] : [`  model ${of.from.model.version} → ${of.to.model.version}: ${rounded(of.model)}`]),
    ...of.parts.map(
      ({ part, points, from, to, kind, valueBefore, valueAfter }) =>
        `  ${part}: ${rounded(points)} (gave ${rounded(from)}, gives ${rounded(to)}; ${said(valueBefore)} → ${said(valueAfter)}; ${kind})`,
    ),
  ];
}
