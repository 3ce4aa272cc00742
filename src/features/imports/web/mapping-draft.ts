import type { CustomField } from '../../../kernel/custom-field.ts';
import type { RecordField } from '../../../kernel/record.ts';
import type { FileMapping } from '../contract-mapping.ts';
import { type Entity, KIND_NAMES, type KindName, kindNamed } from '../core/kinds.ts';

/** The mapping of one file, whatever it holds. */
export type Draft = FileMapping;
type CustomType = CustomField['type'];

/** A field that a column can be: its name in the mapping, and whether it must be there. */
export interface DraftField {
  readonly name: string;
  readonly required: boolean;
  /** As the kind declares it; null for fields of users and events, and for the id. */
  readonly declared: RecordField | null;
}

const USER_FIELDS = ['account', 'userId', 'createdOn', 'disabledOn'];
const EVENT_FIELDS = ['account', 'occurredAt', 'name', 'userId', 'module', 'client', 'messageId'];
const REQUIRED = { users: ['account', 'userId'], events: ['account', 'occurredAt', 'name'] } as const;

/**
 * The kind of record a file holds.
 *
 * @param entity  What the file holds.
 * @returns       The name of the kind; null for users and events, which are no records.
 */
export function kindOf(entity: Entity): KindName | null {
  if (entity === 'accounts') return 'account';
  return KIND_NAMES.find((name) => name === entity) ?? null;
}

/**
 * The fields that columns of a file can be.
 *
 * @param entity  What the file holds.
 * @returns       In the order people think of them.
 */
export function draftFields(entity: Entity): readonly DraftField[] {
  if (entity === 'users' || entity === 'events') {
    const required: readonly string[] = REQUIRED[entity];
    return (entity === 'users' ? USER_FIELDS : EVENT_FIELDS).map((name) => ({ name, required: required.includes(name), declared: null }));
  }
  const kind = kindOf(entity);
  if (kind === null) return [];
  const own = Object.entries(kindNamed(kind).fields).map(([name, declared]) => ({ name, required: declared.required === true, declared }));
  return [{ name: entity === 'accounts' ? 'externalId' : 'id', required: false, declared: null }, ...own];
}

/** What a column is: a field, a field of the workspace's own, or nothing that is kept by name. */
export type Use =
  | { readonly as: 'field'; readonly field: string }
  | { readonly as: 'custom'; readonly type: CustomType }
  | { readonly as: 'none' };

type Columns = Readonly<Record<string, unknown>>;

/**
 * What a column of a file is.
 *
 * @param draft   The mapping of the file.
 * @param header  Header of the column.
 * @returns       Its use.
 */
export function columnUse(draft: Draft, header: string): Use {
  const found = Object.entries(draft.columns as Columns).find(([, source]) => namesColumn(source, header));
  if (found !== undefined) return { as: 'field', field: found[0] };
  const type = 'custom' in draft ? draft.custom?.[header] : undefined;
  if (type !== undefined) return { as: 'custom', type };
  return 'attributes' in draft && draft.attributes.includes(header) ? { as: 'custom', type: 'text' } : { as: 'none' };
}

function namesColumn(source: unknown, header: string): boolean {
  if (typeof source === 'string') return source === header;
  if (typeof source !== 'object' || source === null) return false;
  if ('column' in source) return source.column === header;
  return 'columns' in source && Array.isArray(source.columns) && source.columns.includes(header);
}

/**
 * A mapping after a person said what a column is. A field that another column was becomes that of this one.
 *
 * @param draft   The mapping of the file.
 * @param header  Header of the column.
 * @param use     What it is.
 * @returns       The mapping to go on with.
 */
export function withUse(draft: Draft, header: string, use: Use): Draft {
  const columns = Object.fromEntries(
    Object.entries(draft.columns as Columns).filter(
      ([field, source]) => !namesColumn(source, header) && !(use.as === 'field' && field === use.field),
    ),
  );
  if (use.as === 'field') columns[use.field] = header;
  const base = { ...draft, columns } as Draft;
  if (!isRecords(base)) return base;
  const custom = Object.fromEntries(Object.entries(base.custom ?? {}).filter(([column]) => column !== header));
  if (use.as === 'custom') custom[header] = use.type;
  const { custom: _, ...rest } = base;
  return (Object.keys(custom).length === 0 ? rest : { ...rest, custom }) as Draft;
}

function isRecords(draft: Draft): draft is Extract<Draft, { custom?: unknown }> {
  return draft.entity !== 'users' && draft.entity !== 'events' && draft.entity !== 'accounts';
}

/**
 * Fields that must be there and are not.
 *
 * @param draft  The mapping of the file.
 * @returns      Their names.
 */
export function missingFields(draft: Draft): readonly string[] {
  const there = new Set(Object.keys(draft.columns as Columns));
  return draftFields(draft.entity).flatMap(({ name, required }) => (required && !there.has(name) ? [name] : []));
}

/**
 * A mapping after a person said what a word of a column stands for.
 *
 * @param draft  The mapping of the file.
 * @param field  Field of the column.
 * @param word   The word.
 * @param code   What it stands for; null leaves it unsaid.
 * @returns      The mapping to go on with.
 */
export function withWord(draft: Draft, field: string, word: string, code: string | null): Draft {
  if (!isRecords(draft)) return draft;
  const words = Object.fromEntries(Object.entries(draft.values?.[field] ?? {}).filter(([one]) => one !== word));
  if (code !== null) words[word] = code;
  return { ...draft, values: { ...draft.values, [field]: words } };
}

/**
 * A mapping after a person said how the days of a column are written.
 *
 * @param draft   The mapping of the file.
 * @param header  Header of the column.
 * @param order   Which of two readings.
 * @returns       The mapping to go on with.
 */
export function withDateOrder(draft: Draft, header: string, order: 'day-first' | 'month-first'): Draft {
  return { ...draft, dates: { ...draft.dates, [header]: order } };
}

/**
 * A mapping after a person said whether the end day is still included.
 *
 * @param draft     The mapping of the file.
 * @param endsOnIs  `exclusive`: the first day after the last one.
 * @returns         The mapping to go on with.
 */
export function withEndReading(draft: Draft, endsOnIs: 'inclusive' | 'exclusive'): Draft {
  return draft.entity === 'users' || draft.entity === 'events' ? draft : { ...draft, endsOnIs };
}
