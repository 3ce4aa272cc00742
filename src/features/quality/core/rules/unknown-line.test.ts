import { describe, expect, test } from 'vitest';
import { around, whole } from '../sample-facts.ts';
import { unknownLine } from './unknown-line.ts';

describe('rule unknown-line', () => {
  test('counts all events once, with the first ids as examples', () => {
    const hits = unknownLine.check(whole({ eventsOfUnknownLines: { events: 7, keys: ['S-1', 'S-2'] } }), around());
    expect(hits.map(({ id, count }) => [id, count])).toEqual([
      ['S-1', 7],
      ['S-2', 0],
    ]);
    expect(unknownLine.check(whole({}), around())).toEqual([]);
  });
});
