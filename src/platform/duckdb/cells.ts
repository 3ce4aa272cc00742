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

/** The cells of a vector of texts, four words each. Here too the library keeps to itself what it has. */
export function textCellsOf(vector: DuckDBVector): Uint32Array {
  const view: unknown = Reflect.get(vector, 'dataView');
  if (view instanceof DataView) return new Uint32Array(view.buffer, view.byteOffset, view.byteLength / 4);
  throw new InvariantError('A column of texts came without its cells.');
}
