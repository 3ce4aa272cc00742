import type { SaidOutcome } from '../contract.ts';
import { type Subject, subjectText } from '../contract-backtest.ts';
import { HORIZONS, labAddress, labSearchIn } from './lab-search.ts';

/** What the address of a back-test asks for. */
export interface BackTestSearch {
  readonly of?: Subject;
  /** What it is compared with; absent: a draft with what is in force, anything else with nothing. */
  readonly beside?: Subject | typeof NOTHING;
  readonly outcome?: SaidOutcome;
  readonly horizon?: number;
  readonly months?: number;
}

/** In an address: compared with nothing. */
export const NOTHING = 'nothing';
export const SPANS = [6, 12, 18, 24] as const;

/** Of what is asked for, only what can be: so that an old or mistyped link still opens. */
export function backTestSearchIn(found: Readonly<Record<string, unknown>>): BackTestSearch {
  const { outcome, horizon } = labSearchIn(found);
  const months = Number(found.months);
  const of = typeof found.of === 'string' ? subjectIn(found.of) : null;
  const beside = found.beside === NOTHING ? NOTHING : typeof found.beside === 'string' ? subjectIn(found.beside) : null;
  return {
    ...(of === null ? {} : { of }),
    ...(beside === null ? {} : { beside }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(HORIZONS.some((one) => one === horizon) ? { horizon: horizon as number } : {}),
    ...(SPANS.some((one) => one === months) ? { months } : {}),
  };
}

/** What the address says: the parts that are not as usual. */
export function backTestAddress({ of, beside, ...search }: BackTestSearch): Readonly<Record<string, unknown>> {
  return {
    ...labAddress(search),
    ...(of === undefined ? {} : { of: subjectText(of) }),
    ...(beside === undefined ? {} : { beside: beside === NOTHING ? NOTHING : subjectText(beside) }),
  };
}

/**
 * What a judgement is compared with.
 *
 * @param subject  What is put to the test.
 * @param asked    What the address asks for.
 * @returns        The other judgement: of a draft what is in force, unless something else is asked for; null for nothing. Nothing is compared with itself.
 */
export function besideOf(subject: Subject, asked: BackTestSearch['beside']): Subject | null {
  if (asked === NOTHING) return null;
  const usual: Subject | null = subject.kind === 'model' && subject.version === 'draft' ? { kind: 'model', model: subject.model } : null;
  const found = asked ?? usual;
  return found === null || subjectText(found) === subjectText(subject) ? null : found;
}

const ID = '[a-z0-9_-]{1,80}';

/** What is put to the test, from an address or a list. */
export function subjectIn(text: string): Subject | null {
  if (text === 'learned') return { kind: 'learned' };
  if (text === 'learned:hazard') return { kind: 'learned', by: 'hazard' };
  const [, kind, name = ''] = new RegExp(`^(metric|rule):(${ID})$`).exec(text) ?? [];
  if (kind === 'metric') return { kind, metric: name };
  if (kind === 'rule') return { kind, rule: name };
  const [, model, version] = new RegExp(`^(${ID})(?:@(draft|\\d{1,6}))?$`).exec(text) ?? [];
  if (model === undefined) return null;
  if (version === undefined) return { kind: 'model', model };
  return { kind: 'model', model, version: version === 'draft' ? version : Number(version) };
}
