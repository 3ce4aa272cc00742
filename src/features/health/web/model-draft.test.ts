import { expect, test } from 'vitest';
import { type Scoring, scoringProblem } from '../core/scoring.ts';
import { freeId, newMeasure, SCORING_KINDS, sameContent, scoringOf } from './model-draft.ts';

test('another kind of scoring begins from the value that earned all points, and gives a number for every value', () => {
  for (const kind of SCORING_KINDS) expect(scoringProblem(scoringOf(kind, { kind: 'ratio', full: 0.6 }) as Scoring)).toBeNull();
  expect(scoringOf('linear', { kind: 'linear', zero: 60, full: 0 })).toEqual({ kind: 'linear', zero: 1, full: 0 });
  expect(scoringOf('ratio', { kind: 'steps', below: 0, steps: [{ from: 3, points: 100 }] })).toEqual({ kind: 'ratio', full: 3 });
});

test('a new measure has an id of its own', () => {
  const first = newMeasure(freeId([]));
  expect([first.id, freeId([first])]).toEqual(['measure-1', 'measure-2']);
});

test('the order of fields does not matter, that of steps does', () => {
  expect(sameContent({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1 })).toBe(true);
  expect(sameContent({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(sameContent({ a: 1 }, { a: 1, b: null })).toBe(false);
});
