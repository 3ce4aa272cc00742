import type { FileMapping } from '../../features/imports/contract-mapping.ts';
import { type MadeTable, madeTable } from '../table.ts';

export interface RecordTable {
  readonly file: FileMapping;
  readonly table: MadeTable;
}

type Entity = Exclude<FileMapping['entity'], 'accounts' | 'users' | 'events'>;

/** A record of an invented customer: values by field, in the words of files. */
export interface Made {
  readonly entity: Entity;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Puts records into tables.
 *
 * @param made  Records of any kinds.
 * @returns     A table a kind.
 */
export function tablesOf(made: readonly Made[]): readonly RecordTable[] {
  const entities = [...new Set(made.map(({ entity }) => entity))];
  return entities.map((entity) =>
    tableOf(
      entity,
      made.filter((one) => one.entity === entity),
    ),
  );
}

function tableOf(entity: Entity, made: readonly Made[]): RecordTable {
  const fields = [...new Set(made.flatMap((one) => Object.keys(one.fields)))];
  const file = `demo-${entity}.csv`;
  return {
    file: { file, entity, columns: { id: 'id', ...Object.fromEntries(fields.map((field) => [field, field])) } },
    table: madeTable(file, ['id', ...fields], function* () {
      for (const [index, { id, fields: said }] of made.entries())
        yield { line: index + 2, cells: [id, ...fields.map((field) => said[field] ?? '')], problem: null };
    }),
  };
}
