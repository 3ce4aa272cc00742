import { CUSTOM_TYPES } from '../../kernel/custom-field.ts';
import { AppError } from '../../kernel/errors.ts';
import { type FileMapping, fileMappingSchema } from './contract-mapping.ts';
import { ENTITIES, type Entity } from './core/kinds.ts';

/** One decision of a person about a proposal: what a file holds, or what a column of it is. */
export type Decision =
  | { readonly file: string; readonly entity: Entity | 'none' }
  | { readonly file: string; readonly column: string; readonly use: string };

/**
 * Reads a decision: `tickets.csv=issue`, `tickets.csv=-`, `tickets.csv.closed=closedAt`, `tickets.csv.vip=custom:flag`, `tickets.csv.memo=-`,
 * `usage.csv.subscription=account:contract-line`.
 *
 * @throws AppError('mapping-invalid') when it names no file or no kind.
 */
export function decisionIn(text: string, files: readonly string[]): Decision {
  const at = text.lastIndexOf('=');
  const [left, right] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  // The longest name that fits: names of files have dots.
  const file = [...files].sort((a, b) => b.length - a.length).find((name) => left === name || left.startsWith(`${name}.`));
  if (at < 0 || file === undefined)
    throw new AppError(
      'mapping-invalid',
      `'${text}' is no decision. Write <file>=<kind> or <file>.<column>=<field>; files are: ${files.join(', ')}.`,
    );
  if (left !== file) return { file, column: left.slice(file.length + 1), use: right };
  if (right === '-') return { file, entity: 'none' };
  const entity = ENTITIES.find((name) => name === right);
  if (entity === undefined) throw new AppError('mapping-invalid', `There is no kind '${right}'. Kinds are: ${ENTITIES.join(', ')}.`);
  return { file, entity };
}

/** A mapping after a person has said what a column of it is. */
export function withColumn(mapping: FileMapping, column: string, use: string): FileMapping {
  const bare = withoutColumn(mapping, column);
  if (use === '-') return bare;
  const [word = '', detail = ''] = use.split(':');
  const isCustom = word === 'custom' || word === 'property';
  if (isCustom) return withCustom(bare, column, detail);
  const source = detail === '' ? column : { via: detail, column };
  const checked = fileMappingSchema.safeParse({ ...bare, columns: { ...bare.columns, [word]: source } });
  if (checked.success && Object.hasOwn(checked.data.columns, word)) return checked.data;
  throw new AppError('mapping-invalid', `'${use}' is nothing that column '${column}' of ${mapping.file} can be.`);
}

function withCustom(mapping: FileMapping, column: string, type: string): FileMapping {
  const known = CUSTOM_TYPES.find((one) => one === type) ?? 'text';
  switch (mapping.entity) {
    case 'accounts':
      return { ...mapping, attributes: [...mapping.attributes, column] };
    case 'users':
      throw new AppError('mapping-invalid', 'End users have no custom fields.');
    case 'events':
      return { ...mapping, properties: { ...mapping.properties, [column]: known === 'choice' ? 'text' : known } };
    default:
      return { ...mapping, custom: { ...mapping.custom, [column]: known } };
  }
}

function withoutColumn(mapping: FileMapping, column: string): FileMapping {
  const names = (source: unknown): boolean =>
    source === column || (typeof source === 'object' && source !== null && 'column' in source && source.column === column);
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([, source]) => !names(source)));
  const less = <T>(values: Readonly<Record<string, T>> | undefined) =>
    values === undefined ? undefined : Object.fromEntries(Object.entries(values).filter(([name]) => name !== column));
  const rest = { ...mapping, columns } as FileMapping;
  switch (rest.entity) {
    case 'accounts':
      return { ...rest, attributes: rest.attributes.filter((name) => name !== column) };
    case 'users':
      return rest;
    case 'events':
      return { ...rest, properties: less(rest.properties), excludeWhen: less(rest.excludeWhen) ?? {} };
    default:
      return { ...rest, custom: less(rest.custom) };
  }
}

/** A mapping whose source says how it means the day on which something ends. */
export function withEndDates(mapping: FileMapping, endsOnIs: 'inclusive' | 'exclusive'): FileMapping {
  if (mapping.entity === 'users' || mapping.entity === 'events') return mapping;
  const columns: Readonly<Record<string, unknown>> = mapping.columns;
  return columns.endsOn === undefined ? mapping : { ...mapping, endsOnIs };
}
