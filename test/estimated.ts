import { expect } from 'vitest';
import type { Maybe } from '../src/kernel/known.ts';

/** The value of an estimate that a test expects to be there. */
export function estimated<T>(result: Maybe<T>): T {
  if (!result.known) throw new Error(`There is no estimate: ${result.reason}`);
  return result.value;
}

/** Figures of a paper or another program, to be met to so many digits behind the point. */
export function close(figures: readonly number[], digits: number): unknown[] {
  return figures.map((figure) => expect.closeTo(figure, digits));
}
