import {
  BIGINT,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBVector,
  INTEGER,
  UINTEGER,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { cellsOf } from '../duckdb/cells.ts';
import { type EventGroup, TEXTS } from './event-group.ts';
import { putTexts } from './put-texts.ts';

/** Columns of a row that are whole numbers of 32 bits or less, in the order of the table. */
export const NUMBERS = ['workspace', 'source', 'account', 'endUser', 'name', 'module', 'kind', 'client', 'excluded', 'day'] as const;
type NumberColumn = (typeof NUMBERS)[number];

const TYPES: readonly DuckDBType[] = [
  BIGINT,
  ...Array.from({ length: 6 }, () => INTEGER),
  UTINYINT,
  UTINYINT,
  UTINYINT,
  INTEGER,
  BIGINT,
  BIGINT,
  UINTEGER,
  UINTEGER,
  VARCHAR,
  VARCHAR,
  INTEGER,
];
const [SEQ, FIRST_NUMBER, OCCURRED, RECORDED, LOW, HIGH, MESSAGE, PROPERTIES, SECONDS] = [0, 1, 11, 12, 13, 14, 15, 16, 17];
const CHUNK = 2048;
const TWO_32 = 2 ** 32;

/** Rows that will be written with the next commit. */
export interface StagedRows {
  count: number;
  readonly numbers: Record<NumberColumn, Int32Array>;
  occurredAt: Float64Array;
  recordedAt: Float64Array;
  low: Uint32Array;
  high: Uint32Array;
  seconds: Int32Array;
  /** Where the texts of a row are: its group, and its place there. */
  readonly groups: EventGroup[];
  index: Int32Array;
}

export function stagedRows(): StagedRows {
  return {
    count: 0,
    numbers: Object.fromEntries(NUMBERS.map((name) => [name, new Int32Array(0)])) as Record<NumberColumn, Int32Array>,
    occurredAt: new Float64Array(0),
    recordedAt: new Float64Array(0),
    low: new Uint32Array(0),
    high: new Uint32Array(0),
    seconds: new Int32Array(0),
    groups: [],
    index: new Int32Array(0),
  };
}

/** Forgets the rows, and makes room for so many. */
export function clear(rows: StagedRows, capacity: number): void {
  rows.count = 0;
  rows.groups.length = 0;
  if (rows.low.length >= capacity) return;
  for (const name of NUMBERS) rows.numbers[name] = new Int32Array(capacity);
  rows.occurredAt = new Float64Array(capacity);
  rows.recordedAt = new Float64Array(capacity);
  rows.low = new Uint32Array(capacity);
  rows.high = new Uint32Array(capacity);
  rows.seconds = new Int32Array(capacity);
  rows.index = new Int32Array(capacity);
}

/** Hands all rows to an appender, numbered from `firstSeq` on. */
export function handOver(rows: StagedRows, appender: DuckDBAppender, firstSeq: number): void {
  for (let start = 0; start < rows.count; start += CHUNK) {
    const end = Math.min(rows.count, start + CHUNK);
    const chunk = DuckDBDataChunk.create(TYPES, end - start);
    const put = (column: number, fill: (vector: DuckDBVector) => void): void => {
      const vector = chunk.getColumnVector(column);
      fill(vector);
      vector.flush();
    };
    put(SEQ, (vector) => setBig(vector, end - start, (index) => firstSeq + start + index));
    NUMBERS.forEach((name, index) => {
      put(FIRST_NUMBER + index, (vector) => cellsOf(vector).set(rows.numbers[name].subarray(start, end)));
    });
    put(OCCURRED, (vector) => setBig(vector, end - start, (index) => rows.occurredAt[start + index] ?? 0));
    put(RECORDED, (vector) => setBig(vector, end - start, (index) => rows.recordedAt[start + index] ?? 0));
    put(LOW, (vector) => cellsOf(vector).set(rows.low.subarray(start, end)));
    put(HIGH, (vector) => cellsOf(vector).set(rows.high.subarray(start, end)));
    putTexts(
      [
        [chunk.getColumnVector(MESSAGE), TEXTS.messageId],
        [chunk.getColumnVector(PROPERTIES), TEXTS.properties],
      ],
      { groups: rows.groups.slice(start, end), index: rows.index.subarray(start, end) },
    );
    put(SECONDS, (vector) => cellsOf(vector).set(rows.seconds.subarray(start, end)));
    appender.appendDataChunk(chunk);
  }
}

/** Whole numbers beyond 32 bits without a BigInt each. */
function setBig(vector: DuckDBVector, count: number, valueAt: (index: number) => number): void {
  const cells = cellsOf(vector);
  const halves = new Uint32Array(cells.buffer, cells.byteOffset, 2 * count);
  for (let index = 0; index < count; index++) {
    const value = valueAt(index);
    const high = Math.floor(value / TWO_32);
    halves[2 * index] = value - high * TWO_32;
    halves[2 * index + 1] = high;
  }
}
