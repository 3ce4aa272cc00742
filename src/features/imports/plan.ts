import type { Table } from '../../connectors/table.ts';
import { AppError, type InputIssue } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/time.ts';
import type { ImportMapping } from './contract.ts';
import type { AccountReading } from './core/account-rows.ts';
import { type BoundColumns, bindColumns, type ColumnIssue } from './core/columns.ts';
import type { EventReading } from './core/event-rows.ts';
import { type Tally, tallyOf } from './tally.ts';

export type FileMapping = ImportMapping['files'][number];

/** A table, what the mapping says about it, and the source its events come from. */
export interface Part {
  readonly source: string;
  readonly file: FileMapping;
  readonly table: Table;
}

interface Planned {
  readonly source: string;
  readonly table: Table;
  readonly tally: Tally;
}
export type AccountsPlan = Planned & { readonly entity: 'accounts'; readonly reading: AccountReading };
export type UsersPlan = Planned & { readonly entity: 'users'; readonly bound: BoundColumns };
export type EventsPlan = Planned & { readonly entity: 'events'; readonly reading: EventReading };
export type Plan = AccountsPlan | UsersPlan | EventsPlan;

/** What reading depends on besides the mapping. */
export interface Surroundings {
  readonly timeZone: string;
  /** Nothing may have happened after this moment. */
  readonly latest: Instant;
}

/**
 * Finds everything the mapping names in the files, before anything is written.
 *
 * @throws AppError('mapping-invalid') that lists every column, zone or header that is not there.
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

function planPart({ source, file, table }: Part, { timeZone, latest }: Surroundings): Outcome {
  const found = bindColumns(table.header, file.columns, furtherColumns(file));
  if (!found.ok) return found;
  const { bound } = found;
  const planned = { source, table, tally: tallyOf(file.file, file.entity, bound.unmapped) };
  switch (file.entity) {
    case 'accounts': {
      const attributes = placesOf(table.header, file.attributes);
      return { ok: true, plan: { ...planned, entity: 'accounts', reading: { bound, attributes, endsOnIs: file.endsOnIs, timeZone } } };
    }
    case 'users':
      return { ok: true, plan: { ...planned, entity: 'users', bound } };
    case 'events': {
      const zone = file.timeZone ?? timeZone;
      if (!isTimeZone(zone))
        return { ok: false, issues: [{ path: 'timeZone', message: `'${zone}' is no time zone. Write it as Asia/Shanghai.` }] };
      const excludeWhen = Object.entries(file.excludeWhen).map(([column, value]) => ({
        index: table.header.indexOf(column.trim()),
        value,
      }));
      const reading = {
        bound,
        workspaceZone: timeZone,
        timeZone: zone,
        excludeWhen,
        properties: propertiesOf(table.header, bound),
        latest,
      };
      return { ok: true, plan: { ...planned, entity: 'events', reading } };
    }
  }
}

/** Columns the mapping names beside those of fields. */
function furtherColumns(file: FileMapping): Record<string, readonly string[]> {
  if (file.entity === 'accounts') return { attributes: file.attributes };
  return file.entity === 'events' ? { excludeWhen: Object.keys(file.excludeWhen) } : {};
}

function placesOf(header: readonly string[], columns: readonly string[]): readonly { column: string; index: number }[] {
  return [...new Set(columns.map((column) => column.trim()))].map((column) => ({ column, index: header.indexOf(column) }));
}

/** Nothing of an event is dropped: what serves no field is kept as a property. */
function propertiesOf(header: readonly string[], { fields }: BoundColumns): readonly { column: string; index: number }[] {
  const used = new Set(Object.values(fields).map(({ index }) => index));
  return header.flatMap((column, index) => (column === '' || used.has(index) ? [] : [{ column, index }]));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
