import type { Table } from '../../connectors/table.ts';
import { AppError, type InputIssue } from '../../kernel/errors.ts';
import type { RecordKind } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';
import type { RecordKeeper } from '../../platform/records/record-routes.ts';
import type { FileMapping, RecordsMapping } from './contract-mapping.ts';
import { type BoundColumns, bindColumns, type ColumnIssue } from './core/columns.ts';
import { type Dialects, NO_DIALECTS } from './core/dialects.ts';
import type { EventReading } from './core/event-rows.ts';
import { kindNamed } from './core/kinds.ts';
import { currencyOf } from './core/read-number.ts';
import { type CustomColumn, type RecordReading, wordsOfKind } from './core/record-rows.ts';
import { tableLabel } from './core/table-label.ts';
import { keeperOf } from './keepers.ts';
import { type Tally, tallyOf } from './tally.ts';

/** A table, what the mapping says about it, and the source its rows come from. */
export interface Part {
  readonly source: string;
  readonly file: FileMapping;
  readonly table: Table;
  /** How its columns write days and numbers, as far as it has been looked at. */
  readonly dialects?: Dialects;
}

interface Planned {
  readonly source: string;
  readonly table: Table;
  readonly tally: Tally;
}
export type RecordsPlan = Planned & { readonly entity: 'record'; readonly keeper: RecordKeeper; readonly reading: RecordReading };
export type UsersPlan = Planned & { readonly entity: 'users'; readonly bound: BoundColumns; readonly dialects: Dialects };
export type EventsPlan = Planned & { readonly entity: 'events'; readonly reading: EventReading };
export type Plan = RecordsPlan | UsersPlan | EventsPlan;

/** What reading depends on besides the mapping. */
export interface Surroundings {
  readonly timeZone: string;
  /** Nothing may have happened after this moment. */
  readonly latest: Instant;
}

/**
 * Finds everything the mapping names in the files, before anything is written.
 *
 * @throws AppError('mapping-invalid') that lists every column, zone, field or header that is not there.
 */
export function planOf(parts: readonly Part[], surroundings: Surroundings): readonly Plan[] {
  const issues: InputIssue[] = [];
  const plans = parts.flatMap((part, index): Plan[] => {
    const planned = planPart(part, surroundings);
    if (planned.ok) return [planned.plan];
    issues.push(
      ...planned.issues.map(({ path, message }) => ({ path: `files.${index}.${path}`, message: `${part.table.name}: ${message}` })),
    );
    return [];
  });
  const [first] = issues;
  if (first !== undefined) throw new AppError('mapping-invalid', first.message, { issues: issues.slice(0, 100) });
  return plans;
}

type Outcome = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly issues: readonly ColumnIssue[] };

function planPart(part: Part, surroundings: Surroundings): Outcome {
  const { file } = part;
  switch (file.entity) {
    case 'users':
      return planUsers(part, file);
    case 'events':
      return planEvents(part, file, surroundings);
    case 'accounts':
      return planRecords(part, accountsAsRecords(file), surroundings);
    default:
      return planRecords(part, file, surroundings);
  }
}

/** A customer file as mappings of the first version write it, in the words of today. */
function accountsAsRecords({ columns, attributes, entity, ...rest }: Extract<FileMapping, { entity: 'accounts' }>): RecordsMapping {
  const { externalId, ...fields } = columns;
  const named = Object.entries(fields).flatMap(([field, source]) => (source === undefined ? [] : [[field, source] as const]));
  return {
    ...rest,
    entity: 'account',
    columns: { id: externalId, ...Object.fromEntries(named) },
    custom: Object.fromEntries(attributes.map((column) => [column, 'text' as const])),
  };
}

function inOldWords({ path, message }: ColumnIssue): ColumnIssue {
  return { path: path === 'columns.id' ? 'columns.externalId' : path, message };
}

function planRecords({ source, table, file, dialects = NO_DIALECTS }: Part, mapping: RecordsMapping, { timeZone }: Surroundings): Outcome {
  const kind = kindNamed(mapping.entity);
  const custom = Object.keys(mapping.custom ?? {});
  const list = file.entity === 'accounts' ? 'attributes' : 'custom';
  const found = bindColumns(table.header, mapping.columns, { [list]: custom });
  const issues = [...(found.ok ? [] : found.issues), ...mappingIssues(kind, mapping)];
  if (!found.ok || issues.length > 0) return { ok: false, issues: file.entity === 'accounts' ? issues.map(inOldWords) : issues };
  const { bound } = found;
  const reading: RecordReading = {
    kind,
    bound,
    custom: customColumns(table.header, mapping, file.entity === 'accounts'),
    dialects,
    endsOnIs: mapping.endsOnIs ?? 'inclusive',
    timeZone,
    words: wordsOfKind(kind, mapping.values ?? {}),
    otherwise: mapping.otherwise ?? {},
    currency: mapping.currency === undefined ? null : currencyOf(mapping.currency),
    areMinor: mapping.amounts === 'minor',
  };
  const tally = tallyOf(tableLabel(file.file, file.sheet), file.entity, bound.unmapped);
  return { ok: true, plan: { source, table, tally, entity: 'record', keeper: keeperOf(mapping.entity), reading } };
}

/** What a mapping says about a kind that the kind does not have, or leaves out that it needs. */
function mappingIssues(kind: RecordKind, mapping: RecordsMapping): readonly ColumnIssue[] {
  const has = (field: string): boolean => Object.hasOwn(kind.fields, field);
  const fields = `A ${kind.name} has: id, ${Object.keys(kind.fields).join(', ')}.`;
  const unknown = (list: string, names: readonly string[]): readonly ColumnIssue[] =>
    names.filter((name) => !has(name)).map((name) => ({ path: `${list}.${name}`, message: `There is no field '${name}'. ${fields}` }));
  const missing = Object.entries(kind.fields).filter(([name, { required }]) => required === true && mapping.columns[name] === undefined);
  const codes = (name: string): readonly string[] => {
    const field = kind.fields[name];
    return field?.type === 'choice' || field?.type === 'choices' ? Object.keys(field.choices) : [];
  };
  const wrongCodes = [
    ...Object.entries(mapping.values ?? {}).flatMap(([name, words]) =>
      Object.values(words).map((code) => ({ list: 'values', name, code })),
    ),
    ...Object.entries(mapping.otherwise ?? {}).flatMap(([name, code]) => (code === 'none' ? [] : [{ list: 'otherwise', name, code }])),
  ].filter(({ name, code }) => has(name) && !codes(name).includes(code));
  return [
    ...unknown(
      'columns',
      Object.keys(mapping.columns).filter((name) => name !== 'id'),
    ),
    ...unknown('values', Object.keys(mapping.values ?? {})),
    ...unknown('otherwise', Object.keys(mapping.otherwise ?? {})),
    ...missing.map(([name]) => ({ path: `columns.${name}`, message: `Every ${kind.name} needs '${name}': name its column.` })),
    ...wrongCodes.map(({ list, name, code }) => ({
      path: `${list}.${name}`,
      message: `'${code}' is no code of '${name}': ${codes(name).join(', ')}.`,
    })),
    ...(mapping.currency === undefined || currencyOf(mapping.currency) !== null
      ? []
      : [{ path: 'currency', message: `'${mapping.currency}' is no currency of ISO 4217.` }]),
  ];
}

function customColumns(header: readonly string[], { custom = {} }: RecordsMapping, isAttribute: boolean): readonly CustomColumn[] {
  return Object.entries(custom).map(([given, type]) => {
    const column = given.trim();
    return { column, index: header.indexOf(column), key: isAttribute ? column : customKey(column), type };
  });
}

/**
 * The key of a custom field, from a header: keys have no dots and no slashes, which histories use to tell fields apart. Exports write
 * `custom.` before it.
 */
export function customKey(header: string): string {
  return header
    .replace(/^custom\./, '')
    .replaceAll(/[./]/g, '_')
    .slice(0, 80);
}

function planUsers({ source, table, file, dialects = NO_DIALECTS }: Part, { columns }: Extract<FileMapping, { entity: 'users' }>): Outcome {
  const found = bindColumns(table.header, columns, {});
  if (!found.ok) return found;
  const tally = tallyOf(tableLabel(file.file, file.sheet), 'users', found.bound.unmapped);
  return {
    ok: true,
    plan: { source, table, tally, entity: 'users', bound: found.bound, dialects },
  };
}

function planEvents(
  { source, table, dialects = NO_DIALECTS }: Part,
  file: Extract<FileMapping, { entity: 'events' }>,
  { timeZone, latest }: Surroundings,
): Outcome {
  const types = new Map(Object.entries(file.properties ?? {}).map(([column, type]) => [column.trim(), type]));
  const found = bindColumns(table.header, file.columns, { excludeWhen: Object.keys(file.excludeWhen), properties: [...types.keys()] });
  if (!found.ok) return found;
  const { bound } = found;
  const zone = file.timeZone ?? timeZone;
  if (!isTimeZone(zone))
    return { ok: false, issues: [{ path: 'timeZone', message: `'${zone}' is no time zone. Write it as Asia/Shanghai.` }] };
  const excludeWhen = Object.entries(file.excludeWhen).map(([column, value]) => ({ index: table.header.indexOf(column.trim()), value }));
  const properties = propertiesOf(table.header, bound).map(({ column, index }) => {
    const type = types.get(column);
    return { column, index, ...(type === undefined ? {} : { type }) };
  });
  const reading = { bound, timeZone: zone, excludeWhen, properties, dialects, latest };
  return {
    ok: true,
    plan: { source, table, tally: tallyOf(tableLabel(file.file, file.sheet), 'events', bound.unmapped), entity: 'events', reading },
  };
}

/** Nothing of an event is dropped: what serves no field is kept as a property. Of two columns of one name the second is called `name (2)`. */
function propertiesOf(header: readonly string[], { fields }: BoundColumns): readonly { column: string; index: number }[] {
  // What a row names only to find its customer (a contract line, say) is said nowhere else.
  const used = new Set(Object.values(fields).flatMap((field) => ('via' in field && field.via !== undefined ? [] : [field.index])));
  const seen = new Map<string, number>();
  return header.flatMap((column, index) => {
    if (column === '' || used.has(index)) return [];
    const times = (seen.get(column) ?? 0) + 1;
    seen.set(column, times);
    return [{ column: times === 1 ? column : `${column} (${times})`, index }];
  });
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
