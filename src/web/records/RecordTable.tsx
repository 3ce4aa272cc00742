import { ArrowDown, ArrowUp, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../kernel/record.ts';
import { NO_VALUE } from '../format.ts';
import { Attitude } from './Attitude.tsx';
import style from './Records.module.css';
import { titleOf } from './record-kinds.ts';
import type { ShownRecord } from './record-source.ts';
import { valueText } from './record-values.ts';
import type { FormField, useValueWords } from './use-record-words.ts';

/** A row: a record, and how it stands among the others. */
export interface Row {
  readonly record: ShownRecord;
  readonly over: boolean;
  /** How far below the top of a tree. */
  readonly depth?: number;
  /** Something about it that wants attention, in words. */
  readonly mark?: string | null;
}

interface RecordTableProps {
  readonly kind: RecordKind;
  readonly columns: readonly FormField[];
  readonly rows: readonly Row[];
  readonly words: ReturnType<typeof useValueWords>;
  readonly references: ReadonlyMap<string, string>;
  readonly label: string;
  /** Null: the order is given, as in a tree. */
  readonly order: string | null;
  readonly onOrder: (order: string) => void;
  readonly onOpen: (record: ShownRecord) => void;
}

const RIGHT = new Set(['number', 'money']);

/** Records in rows; on a phone in cards. A row opens by its title. */
export function RecordTable({ kind, columns, rows, words, references, label, order, onOrder, onOpen }: RecordTableProps) {
  const { t } = useTranslation('records');
  const [title, ...rest] = columns;
  if (title === undefined) return null;
  return (
    <div className={style.scroll}>
      <table className={style.table} aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead key={column.name} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, over, depth = 0, mark }) => (
            <tr key={record.id} className={over ? style.over : undefined}>
              <td className={style.titleCell} style={depth === 0 ? undefined : { paddingLeft: 20 * Math.min(depth, 8) }}>
                <button type="button" data-record-title className={style.titleButton} title={record.id} onClick={() => onOpen(record)}>
                  {titleOf(kind, record.fields, record.id)}
                </button>
                {over && <span className={style.unseen}>{t('list.isOver')}</span>}
                {mark && (
                  <span className={style.mark}>
                    <TriangleAlert size={12} strokeWidth={1.8} aria-hidden="true" /> {mark}
                  </span>
                )}
              </td>
              {rest.map((column) => (
                <td
                  key={column.name}
                  data-label={column.label}
                  className={[
                    RIGHT.has(column.field.type) && column.key !== 'attitude' ? style.right : '',
                    isEmpty(record, column) ? style.none : '',
                  ].join(' ')}
                >
                  <Cell record={record} column={column} words={words} references={references} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({
  column,
  order,
  onOrder,
}: {
  readonly column: FormField;
  readonly order: string | null;
  readonly onOrder: (order: string) => void;
}) {
  const field = column.added ? `custom.${column.key}` : column.key;
  const right = RIGHT.has(column.field.type) && column.key !== 'attitude' ? style.right : undefined;
  if (order === null)
    return (
      <th scope="col" className={right}>
        {column.label}
      </th>
    );
  const up = order === field;
  const down = order === `-${field}`;
  const Icon = down ? ArrowDown : ArrowUp;
  return (
    <th scope="col" className={right} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button type="button" className={style.sort} onClick={() => onOrder(up ? `-${field}` : field)}>
        {column.label}
        {(up || down) && <Icon size={12} strokeWidth={1.8} aria-hidden="true" />}
      </button>
    </th>
  );
}

function isEmpty(record: ShownRecord, { key, added }: FormField): boolean {
  return (added ? record.custom[key] : record.fields[key]) === undefined;
}

type CellProps = Pick<RecordTableProps, 'words' | 'references'> & { readonly record: ShownRecord; readonly column: FormField };

function Cell({ record, column, words, references }: CellProps) {
  const { t } = useTranslation('records');
  const { key, added, field } = column;
  const value = added ? record.custom[key] : record.fields[key];
  if (value === undefined) return <>{NO_VALUE}</>;
  if (key === 'attitude' && !added && typeof value === 'number') return <Attitude value={value} />;
  const setting = words.settingOf(record.fields);
  const text = valueText(field, value, setting, words.wordsOf(column.choice));
  if (field.type === 'money' && setting.currency !== words.baseCurrency) return <span title={text}>{`${text} ${setting.currency}`}</span>;
  if (field.type === 'record' && references.get(`${field.of} ${String(value)}`) === undefined)
    return (
      <span className={style.quiet} title={t('reference.dangling')}>
        {text}
      </span>
    );
  return <span title={text}>{text}</span>;
}

/** What is seen, cell by cell, for a file. */
export function cellsOf(
  record: ShownRecord,
  columns: readonly FormField[],
  words: ReturnType<typeof useValueWords>,
): (string | number | null)[] {
  return columns.map(({ key, added, field, choice }) => {
    const value = added ? record.custom[key] : record.fields[key];
    if (value === undefined) return null;
    const setting = words.settingOf(record.fields);
    if (typeof value === 'number' && field.type === 'number') return value;
    if (typeof value === 'number' && field.type === 'money')
      return valueText(field, value, setting, words.wordsOf(choice)).replaceAll(',', '');
    return valueText(field, value, setting, words.wordsOf(choice));
  });
}
