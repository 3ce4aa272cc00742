import { describe, expect, test } from 'vitest';
import { around, whole } from '../sample-facts.ts';
import { idConflict } from './id-conflict.ts';

describe('rule id-conflict', () => {
  test('settled 17: counts the rows that were not kept, by kind', () => {
    const rejected = [
      {
        entity: 'event',
        conflict: true,
        count: 21,
        samples: [
          { id: 'U-1', values: { file: 'usage.csv', line: 7 } },
          { id: 'U-2', values: {} },
        ],
      },
    ];
    const hits = idConflict.check(whole({ rejected }), around());
    expect(hits.map(({ entity, id, count }) => [entity, id, count])).toEqual([
      ['event', 'U-1', 21],
      ['event', 'U-2', 0],
    ]);
    expect(idConflict.check(whole({}), around())).toEqual([]);
  });
});
