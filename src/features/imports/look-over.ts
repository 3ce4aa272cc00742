import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Table } from '../../connectors/table.ts';
import type { FileMapping } from './contract-mapping.ts';
import { type ColumnSurvey, dateDialectOf, decimalMarkOf, newSurvey, surveyDialect } from './core/column-survey.ts';
import { type Dialects, dateDialect, NO_DIALECTS } from './core/dialects.ts';
import { kindNamed } from './core/kinds.ts';
import type { DecimalMark } from './core/read-number.ts';
import type { DateDialect } from './core/read-time.ts';

/** How the columns of a file are written, and what of it a person should know. */
export interface LookedOver {
  readonly dialects: Dialects;
  readonly notes: readonly {
    readonly code: 'read-as' | 'mixed-dates' | 'mixed-numbers';
    readonly column: string;
    readonly sample: string;
  }[];
}

/**
 * Finds out how the columns that a mapping reads as days and numbers are written, over all of their values: one value that reads in one way
 * decides for the whole column. What the mapping says itself is not looked for.
 */
export async function lookOver(table: Table, file: FileMapping): Promise<LookedOver> {
  const said = saidDialects(file);
  const wanted = wantedColumns(file).filter(({ column, what }) => !said[what].has(column) && table.header.includes(column));
  if (wanted.length === 0) return { dialects: said, notes: [] };
  const columns = wanted.map((one) => ({ ...one, index: table.header.indexOf(one.column), survey: newSurvey() }));
  for await (const { rows } of table.pieces()) {
    for (const { cells } of rows) for (const { index, survey, what } of columns) surveyDialect(survey, cells[index] ?? '', what);
    await yieldToOthers();
  }
  const [dates, numbers] = [new Map(said.dates), new Map(said.numbers)];
  const notes = columns.flatMap(({ column, what, survey }): LookedOver['notes'] =>
    what === 'dates' ? noteDates(column, survey, dates) : noteNumbers(column, survey, numbers),
  );
  return { dialects: { dates, numbers }, notes };
}

function noteDates(column: string, survey: ColumnSurvey, into: Map<string, DateDialect>): LookedOver['notes'] {
  const { dialect, mixed } = dateDialectOf(survey);
  into.set(column, dialect);
  const ways = [dialect.order, dialect.digits].filter((way) => way !== null && way !== 'both');
  return [
    ...ways.map((way) => ({ code: 'read-as' as const, column, sample: String(way) })),
    ...(mixed ? [{ code: 'mixed-dates' as const, column, sample: shapesIn(survey) }] : []),
  ];
}

function shapesIn({ dates }: ColumnSurvey): string {
  return Object.entries(dates)
    .filter(([shape, count]) => shape !== 'none' && count > 0)
    .map(([shape, count]) => `${shape === 'clear' ? 'year-first' : shape} ${count}`)
    .join(', ');
}

function noteNumbers(column: string, survey: ColumnSurvey, into: Map<string, DecimalMark>): LookedOver['notes'] {
  const mark = decimalMarkOf(survey);
  into.set(column, mark);
  if (mark === 'both') return [{ code: 'mixed-numbers', column, sample: `point ${survey.numbers.point}, comma ${survey.numbers.comma}` }];
  return mark === 'comma' ? [{ code: 'read-as', column, sample: mark }] : [];
}

/** What a mapping says itself of how its columns are written. */
function saidDialects({ dates = {}, numbers = {} }: FileMapping): Dialects {
  if (Object.keys(dates).length + Object.keys(numbers).length === 0) return NO_DIALECTS;
  return {
    dates: new Map(Object.entries(dates).map(([column, word]) => [column.trim(), dateDialect(word)])),
    numbers: new Map(Object.entries(numbers).map(([column, mark]) => [column.trim(), mark])),
  };
}

interface Wanted {
  readonly column: string;
  readonly what: 'dates' | 'numbers';
}

/** The columns that are read as days or numbers. */
function wantedColumns(file: FileMapping): readonly Wanted[] {
  const columns = Object.entries(file.columns).flatMap(([field, source]): readonly (readonly [string, string])[] =>
    typeof source === 'string' ? [[field, source.trim()]] : [],
  );
  const dates = (fields: readonly string[]): readonly Wanted[] =>
    columns.filter(([field]) => fields.includes(field)).map(([, column]) => ({ column, what: 'dates' }));
  switch (file.entity) {
    case 'accounts':
      return dates(['startsOn', 'endsOn']);
    case 'users':
      return dates(['createdOn', 'disabledOn']);
    case 'events':
      return [...dates(['occurredAt']), ...typed(file.properties)];
    default: {
      const { fields } = kindNamed(file.entity);
      const of = columns.flatMap(([field, column]): readonly Wanted[] => whatOf(fields[field]?.type, column));
      return [...of, ...typed(file.custom)];
    }
  }
}

function typed(types: Readonly<Record<string, string>> | undefined): readonly Wanted[] {
  return Object.entries(types ?? {}).flatMap(([column, type]) => whatOf(type, column.trim()));
}

function whatOf(type: string | undefined, column: string): readonly Wanted[] {
  if (type === 'day' || type === 'moment') return [{ column, what: 'dates' }];
  return type === 'number' || type === 'money' ? [{ column, what: 'numbers' }] : [];
}
