import type { OutputOf } from '../../contract/operation.ts';
import type { RecordOperations } from '../../contract/record-operations.ts';
import type { FieldValue, RecordContent, RecordKind, RecordWords } from '../../kernel/record.ts';
import { call } from '../call.ts';

/** A record as pages show it. */
export interface ShownRecord {
  readonly id: string;
  readonly fields: RecordContent;
  readonly custom: RecordContent;
  readonly version: number;
  readonly createdAt: string | null;
  readonly createdBy: string | null;
}

/** What a person says about a record: only what they changed. */
export interface SaidInForm {
  readonly id: string;
  readonly words: RecordWords;
  readonly custom: RecordWords;
  /** What was on the screen; 0 for a new one. */
  readonly version: number;
}

export type RecordHistoryAnswer = OutputOf<RecordOperations['history']>;

/** Where records of a kind come from and go to. */
export interface RecordSource {
  readonly kind: RecordKind;
  /** Begins every key under which its answers are kept. */
  readonly cacheKey: string;
  get(id: string): Promise<ShownRecord>;
  save(said: SaidInForm): Promise<ShownRecord>;
  archive(id: string): Promise<unknown>;
  restore(id: string): Promise<unknown>;
  history(id: string): Promise<RecordHistoryAnswer>;
}

/**
 * The records of a kind as its six operations keep them.
 *
 * @param kind        The kind.
 * @param operations  As its feature declares them.
 */
export function recordSource(kind: RecordKind, operations: RecordOperations): RecordSource {
  return {
    kind,
    cacheKey: operations.list.id,
    get: async (id) => shown(await call(operations.get, { id })),
    save: async ({ id, words, custom, version }) =>
      shown(
        await call(operations.save, {
          id,
          fields: plainWords(words),
          ...(Object.keys(custom).length === 0 ? {} : { custom: plainWords(custom) as Record<string, string | number | boolean | null> }),
          version,
        }),
      ),
    archive: (id) => call(operations.archive, { id }),
    restore: (id) => call(operations.restore, { id }),
    history: (id) => call(operations.history, { id, limit: 500 }),
  };
}

type Answer = OutputOf<RecordOperations['get']>;

/** What an operation answers, as pages show it. */
export function shown({ id, fields, custom, version, createdAt, createdBy }: Answer): ShownRecord {
  return { id, fields: thereOf(fields), custom: thereOf(custom), version, createdAt, createdBy };
}

function thereOf(values: Readonly<Record<string, FieldValue | undefined>>): RecordContent {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function plainWords(words: RecordWords): Record<string, string | number | boolean | string[] | null> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, typeof value === 'object' && value !== null ? [...value] : value]),
  );
}

/**
 * An id for a record that nobody else named.
 *
 * @param prefix  Tells people what it is of: `contact`.
 * @returns       As in `contact-7k2m9x4q`; forty bits of chance.
 */
export function madeId(prefix: string): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  // Not randomUUID: over plain http from another machine the browser has none.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${[...bytes].map((byte) => letters[byte % letters.length]).join('')}`;
}
