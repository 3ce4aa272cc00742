/** What a card can be asked for, and how. */
export type FieldType = 'text' | 'choice' | 'number' | 'ratio' | 'money' | 'points' | 'day' | 'person' | 'team' | 'flag';

export interface Field {
  readonly type: FieldType;
  /** Closed words that it can hold. */
  readonly choices?: readonly string[];
}

const NUMBER = { type: 'number' } as const;
const DAY = { type: 'day' } as const;
const TEXT = { type: 'text' } as const;
const FLAG = { type: 'flag' } as const;
const MONEY = { type: 'money' } as const;
const choice = (...choices: string[]): Field => ({ type: 'choice', choices });

/** Everything that a card carries, by the name under which it is filtered and sorted. The order is that of the choosers. */
export const FIELDS = {
  name: TEXT,
  externalId: TEXT,
  state: choice('live', 'ended', 'coming'),
  band: choice('healthy', 'watch', 'danger', 'insufficient-data'),
  bandBefore: choice('healthy', 'watch', 'danger', 'insufficient-data'),
  score: { type: 'points' },
  change: { type: 'points' },
  coverage: { type: 'ratio' },
  drifting: FLAG,
  driftingSince: DAY,
  tier: choice('STRATEGIC', 'ENTERPRISE', 'NON_FOCUS'),
  stage: choice('SIGNED', 'IMPLEMENT', 'ROLLOUT', 'STABLE', 'RENEWAL'),
  level: choice('0', '1', '2', '3', '4'),
  quadrant: choice('sticky', 'fake-active', 'to-activate', 'silent'),
  arr: MONEY,
  atRisk: MONEY,
  risk: NUMBER,
  riskBand: choice('low', 'middle', 'high'),
  seatsBought: NUMBER,
  seatsActivated: NUMBER,
  activeUsers: NUMBER,
  steady: FLAG,
  renewsOn: DAY,
  owner: { type: 'person' },
  team: { type: 'team' },
  touchedOn: DAY,
  touchedBy: choice('VISIT', 'CALL', 'ONLINE', 'MAIL'),
  warnings: NUMBER,
  warningsCritical: NUMBER,
  tasks: NUMBER,
  customerType: choice('B2B', 'B2C'),
  industry: TEXT,
  region: TEXT,
  startsOn: DAY,
  endsOn: DAY,
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** A field that the workspace added is named so, with its key behind. */
export const CUSTOM = 'custom.';

/**
 * How a condition compares. `in`, `out`: one of some words, or none of them. `contains`: a piece of text. `least`, `most`: numbers. `ahead`,
 * `ago`: within so many days from today, today included. `older`: longer ago than so many days, or never. `from`, `to`: days, included.
 * `is`: yes or no. `known`, `unknown`: whether there is a value.
 */
export const OPS = ['in', 'out', 'contains', 'least', 'most', 'ahead', 'ago', 'older', 'from', 'to', 'is', 'known', 'unknown'] as const;
export type Op = (typeof OPS)[number];

const SETS: readonly Op[] = ['in', 'out', 'known', 'unknown'];
const NUMBERS: readonly Op[] = ['least', 'most', 'known', 'unknown'];

/** Which comparisons suit a type of field; the first is offered first. */
export const OPS_OF: Readonly<Record<FieldType, readonly Op[]>> = {
  text: ['contains', ...SETS],
  choice: SETS,
  person: SETS,
  team: SETS,
  number: NUMBERS,
  ratio: NUMBERS,
  money: NUMBERS,
  points: NUMBERS,
  day: ['ahead', 'ago', 'older', 'from', 'to', 'known', 'unknown'],
  flag: ['is'],
};
