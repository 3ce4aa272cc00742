import type { DuckDBVector } from '@duckdb/node-api';
import { InvariantError } from '../../kernel/errors.ts';

const CELLS = [Int32Array, Uint32Array, Uint8Array, Float32Array, Float64Array];
type Cells = InstanceType<(typeof CELLS)[number]>;

/** The values of a vector as a typed array. The library has them and does not declare them; `getItem` costs ten times as much. */
export function cellsOf(vector: DuckDBVector): Cells {
  const items: unknown = Reflect.get(vector, 'items');
  const cells = CELLS.find((kind) => items instanceof kind);
  if (cells !== undefined) return items as Cells;
  if (items instanceof BigInt64Array) return new Uint32Array(items.buffer as ArrayBuffer, items.byteOffset, 2 * items.length);
  throw new InvariantError('A column of numbers came without its numbers.');
}
