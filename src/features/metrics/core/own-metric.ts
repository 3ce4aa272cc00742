import type { Unit, Words } from './units.ts';

/** What events of a workspace may be picked by; the words of usage mappings. */
export const PICK_KINDS = ['action', 'login', 'record', 'process-finished', 'integration-call', 'extension-use', 'gauge'] as const;

/** What is made of the events or records of a window. */
export const AGGREGATES = ['count', 'users', 'sum', 'mean', 'days', 'last', 'since'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Of these a number of each event or record is needed. */
const OF_NUMBERS: readonly Aggregate[] = ['sum', 'mean', 'last'];

/** Counted events of a customer: at least a name or a kind says which. */
export interface EventFormula {
  readonly kind: 'events';
  readonly name?: string | undefined;
  readonly eventKind?: (typeof PICK_KINDS)[number] | undefined;
  readonly module?: string | undefined;
  readonly client?: 'pc' | 'app' | 'other' | undefined;
  readonly property?: { readonly name: string; readonly value: string } | undefined;
  readonly aggregate: Aggregate;
  /** The property that holds the number. */
  readonly number?: string | undefined;
  readonly windowDays: number;
}

/** Records of a customer, each on the day that a field of it says. */
export interface RecordFormula {
  readonly kind: 'records';
  readonly record: string;
  readonly on: string;
  readonly where?: { readonly field: string; readonly value: string } | undefined;
  readonly aggregate: Aggregate;
  /** The field that holds the number. */
  readonly number?: string | undefined;
  readonly windowDays: number;
}

/** Two other metrics, one by the other or one less the other. */
export interface PairFormula {
  readonly kind: 'ratio' | 'difference';
  readonly left: string;
  readonly right: string;
}

export type OwnFormula = EventFormula | RecordFormula | PairFormula;

/** A metric that a workspace made itself: data, no code. */
export interface OwnMetric {
  /** Begins with `own-`, so that it never meets one of ours. */
  readonly id: string;
  readonly label: Words;
  readonly unit: Unit;
  /** Whether more of it is better. */
  readonly direction: 'up' | 'down' | 'none';
  readonly formula: OwnFormula;
}

/** A window of ten years is as long as any contract. */
export const LONGEST_WINDOW_DAYS = 3660;

/** A field of a kind of record, as far as a metric can use it. */
export interface PickField {
  readonly field: string;
  readonly type: string;
}

/** What a metric may be made of in this workspace. */
export interface OwnWorld {
  /** Units of the metrics there are, those of the workspace with them. */
  readonly units: ReadonlyMap<string, Unit>;
  /** The other metrics of the workspace: what a derived one rests on. */
  readonly own: readonly OwnMetric[];
  readonly records: ReadonlyMap<string, readonly PickField[]>;
}

/** What can be wrong with a metric; `{value}` is what was written. Pages have words for each code. */
const MESSAGES = {
  id: "The id '{value}' must begin with own- and have only lower-case letters, digits and hyphens.",
  label: 'It needs a name.',
  'no-pick': 'Name the event, or say its kind.',
  window: 'The window must be a whole number of days from 1 to 3660.',
  'no-number': 'Say which number is summed up.',
  'users-of-records': 'Records have no users to count.',
  'no-record': "There is no kind of record '{value}'.",
  'no-field': "The record has no field '{value}'.",
  'not-a-day': "The field '{value}' is no day.",
  'not-a-number': "The field '{value}' is no number.",
  'no-metric': "There is no metric '{value}'.",
  cycle: 'It rests on itself: {value}.',
  unit: 'The unit does not fit; it can be {value}.',
  'mixed-units': 'Only metrics of one unit can be subtracted: {value}.',
} as const;
export type OwnProblemCode = keyof typeof MESSAGES;

export interface OwnProblem {
  /** The field: `formula.windowDays`. */
  readonly path: string;
  readonly code: OwnProblemCode;
  readonly value: string;
  readonly message: string;
}

function problem(path: string, code: OwnProblemCode, value: string | number = ''): OwnProblem {
  return { path, code, value: String(value), message: MESSAGES[code].replace('{value}', String(value)) };
}

/**
 * Whether a formula is made of two other metrics.
 *
 * @param formula  A formula.
 * @returns        True for a ratio or a difference.
 * @example        isPair({ kind: 'ratio', left: 'dau', right: 'seats' }) // => true
 */
export function isPair(formula: OwnFormula): formula is PairFormula {
  return formula.kind === 'ratio' || formula.kind === 'difference';
}

/**
 * The units a formula can be meant in.
 *
 * @param formula  A formula.
 * @param world    What it may be made of.
 * @returns        Units, the likeliest first; empty where its parts are not known.
 * @example        unitsFor({ kind: 'events', name: 'order', aggregate: 'users', windowDays: 30 }, { units: new Map(), own: [], records: new Map() }) // => ['users']
 */
export function unitsFor(formula: OwnFormula, world: OwnWorld): readonly Unit[] {
  if (isPair(formula)) return unitsOfPair(formula, world);
  const fixed = UNIT_OF[formula.aggregate];
  if (fixed !== undefined) return [fixed];
  const isMoney = formula.kind === 'records' && fieldOf(formula, formula.number ?? '', world)?.type === 'money';
  return isMoney ? ['money'] : ['count', 'points', 'minutes', 'money', 'ratio', 'users', 'seats', 'days'];
}

const UNIT_OF: Readonly<Partial<Record<Aggregate, Unit>>> = { count: 'count', users: 'users', days: 'days', since: 'days' };

function unitsOfPair({ kind, left, right }: PairFormula, { units }: OwnWorld): readonly Unit[] {
  const [above, below] = [units.get(left), units.get(right)];
  if (above === undefined || below === undefined) return [];
  if (kind === 'difference') return above === below ? [above] : [];
  if (above === below) return ['ratio'];
  return above === 'money' || above === 'minutes' ? [above] : ['count', 'ratio'];
}

function fieldOf({ record }: RecordFormula, field: string, { records }: OwnWorld): PickField | undefined {
  return records.get(record)?.find((one) => one.field === field);
}

/**
 * Everything that keeps a metric from being used.
 *
 * @param metric  A metric somebody wrote.
 * @param world   What it may be made of.
 * @returns       Empty when it may be used.
 * @example       ownProblems({ id: 'own-a', label: { 'zh-CN': '甲', 'en-US': 'A' }, unit: 'ratio', direction: 'up', formula: { kind: 'ratio', left: 'own-a', right: 'dau' } }, { units: new Map([['own-a', 'count'], ['dau', 'users']]), own: [], records: new Map() }).map(({ code }) => code) // => ['cycle']
 */
export function ownProblems(metric: OwnMetric, world: OwnWorld): readonly OwnProblem[] {
  const { id, label, unit, formula } = metric;
  const named = [
    ...(/^own-[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : [problem('id', 'id', id)]),
    ...(label['zh-CN'].trim() === '' && label['en-US'].trim() === '' ? [problem('label', 'label')] : []),
  ];
  const made = isPair(formula) ? pairProblems(metric, formula, world) : aggregateProblems(formula, world);
  const units = unitsFor(formula, world);
  const fits = made.length > 0 || units.includes(unit);
  return [...named, ...made, ...(fits ? [] : [problem('unit', 'unit', units.join(', '))])];
}

function pairProblems(metric: OwnMetric, formula: PairFormula, world: OwnWorld): readonly OwnProblem[] {
  const sides = (['left', 'right'] as const).flatMap((side) => {
    const id = formula[side];
    if (id !== metric.id && !world.units.has(id)) return [problem(`formula.${side}`, 'no-metric', id)];
    const path = pathTo(metric.id, id, world.own, [metric.id]);
    return path === null ? [] : [problem(`formula.${side}`, 'cycle', path.join(' → '))];
  });
  if (sides.length > 0 || formula.kind === 'ratio') return sides;
  const [left, right] = [world.units.get(formula.left), world.units.get(formula.right)];
  return left === right ? [] : [problem('formula.right', 'mixed-units', `${left}, ${right}`)];
}

/** How a metric is reached from one of its parts; null where it is not. Each metric is gone through once. */
function pathTo(goal: string, from: string, own: readonly OwnMetric[], walked: readonly string[]): readonly string[] | null {
  if (from === goal) return [...walked, goal];
  if (walked.includes(from)) return null;
  const formula = own.find(({ id }) => id === from)?.formula;
  if (formula === undefined || !isPair(formula)) return null;
  const further = [...walked, from];
  return pathTo(goal, formula.left, own, further) ?? pathTo(goal, formula.right, own, further);
}

function aggregateProblems(formula: EventFormula | RecordFormula, world: OwnWorld): readonly OwnProblem[] {
  const { aggregate, windowDays, number = '' } = formula;
  const isWindow = Number.isInteger(windowDays) && windowDays >= 1 && windowDays <= LONGEST_WINDOW_DAYS;
  return [
    ...(isWindow ? [] : [problem('formula.windowDays', 'window')]),
    ...(OF_NUMBERS.includes(aggregate) && number === '' ? [problem('formula.number', 'no-number')] : []),
    ...(formula.kind === 'events' ? eventProblems(formula) : recordProblems(formula, world)),
  ];
}

function eventProblems({ name = '', eventKind }: EventFormula): readonly OwnProblem[] {
  return name.trim() === '' && eventKind === undefined ? [problem('formula.name', 'no-pick')] : [];
}

function recordProblems(formula: RecordFormula, world: OwnWorld): readonly OwnProblem[] {
  const { record, on, where, aggregate, number = '' } = formula;
  if (!world.records.has(record)) return [problem('formula.record', 'no-record', record)];
  const typeOf = (field: string): string | undefined => fieldOf(formula, field, world)?.type;
  const isNumber = (field: string): boolean => ['number', 'money'].includes(typeOf(field) ?? '');
  const counted = OF_NUMBERS.includes(aggregate) && number !== '' && !isNumber(number);
  return [
    ...(aggregate === 'users' ? [problem('formula.aggregate', 'users-of-records')] : []),
    ...(['day', 'moment'].includes(typeOf(on) ?? '') ? [] : [problem('formula.on', 'not-a-day', on)]),
    ...(where === undefined || typeOf(where.field) !== undefined ? [] : [problem('formula.where', 'no-field', where.field)]),
    ...(counted ? [problem('formula.number', 'not-a-number', number)] : []),
  ];
}
