import { CUSTOM, FIELD_NAMES, FIELDS, type FieldName } from '../core/fields.ts';
import type { Words } from './card-words.ts';

interface Look {
  /** Pixels, or what share of the room that is left. */
  readonly width: number;
  readonly right?: true;
}

const LOOKS: Readonly<Record<string, Look>> = {
  band: { width: 84 },
  score: { width: 42, right: true },
  spark: { width: 70 },
  change: { width: 56, right: true },
  coverage: { width: 84, right: true },
  tier: { width: 64 },
  stage: { width: 96 },
  level: { width: 78 },
  arr: { width: 62, right: true },
  atRisk: { width: 66, right: true },
  seatsActivated: { width: 130, right: true },
  renewsOn: { width: 136 },
  owner: { width: 80 },
  team: { width: 96 },
  touchedOn: { width: 124 },
  industry: { width: 110 },
  region: { width: 110 },
  externalId: { width: 120 },
};

const NUMBERS: readonly string[] = ['number', 'ratio', 'money', 'points'];

/** How a column looks. */
export function lookOf(field: string): Look {
  const own = LOOKS[field];
  if (own !== undefined) return own;
  const number = !field.startsWith(CUSTOM) && field in FIELDS && NUMBERS.includes(FIELDS[field as FieldName].type);
  return number ? { width: 84, right: true } : { width: 110 };
}

/** Everything that can be a column, in the order of the chooser. The name is always there. */
export function possibleColumns({ custom }: Words): readonly string[] {
  const own = FIELD_NAMES.filter((name) => name !== 'name');
  return [...own.slice(0, 4), 'spark', ...own.slice(4), ...custom.map(({ key }) => `${CUSTOM}${key}`)];
}

/** Everything that can be asked or sorted by. */
export function possibleFields({ custom }: Words): readonly string[] {
  return [...FIELD_NAMES, ...custom.map(({ key }) => `${CUSTOM}${key}`)];
}
