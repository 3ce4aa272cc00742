import { describe, expect, test } from 'vitest';
import { around, whole } from '../sample-facts.ts';
import { rejectedRow } from './rejected-row.ts';

describe('rule rejected-row', () => {
  test('counts what could not be read or placed, not what contradicts something kept', () => {
    const samples = [{ id: 'a.csv:3', values: { line: 3 } }];
    const rejected = [
      { entity: 'event', conflict: true, count: 21, samples },
      { entity: 'account', conflict: false, count: 2, samples },
    ];
    expect(rejectedRow.check(whole({ rejected }), around())).toEqual([
      { entity: 'account', id: 'a.csv:3', account: null, count: 2, values: { line: 3 } },
    ]);
  });
});
