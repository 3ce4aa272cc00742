import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { endBeforeStart } from './end-before-start.ts';

describe('rule end-before-start', () => {
  test('a line that ends the day before it starts; one of a single day is fine', () => {
    const line = (endsOn: string) => fact('contract-line', 'l', { account: 'a', startsOn: '2026-02-01', endsOn });
    expect(endBeforeStart.check(line('2026-01-31'), around())).toEqual([
      { entity: 'contract-line', id: 'l', account: 'a', values: { startsOn: '2026-02-01', endsOn: '2026-01-31' } },
    ]);
    expect(endBeforeStart.check(line('2026-02-01'), around())).toEqual([]);
    expect(
      endBeforeStart.check(fact('contact', 'k', { account: 'a', joinedOn: '2026-02-01', leftOn: '2026-01-01' }), around()),
    ).toHaveLength(1);
  });
});
