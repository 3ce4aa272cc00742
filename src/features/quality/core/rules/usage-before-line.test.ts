import { describe, expect, test } from 'vitest';
import { day } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { usageBeforeLine } from './usage-before-line.ts';

describe('rule usage-before-line', () => {
  test('counts the events, one example a line, and is silent about the other side', () => {
    const outside = [
      { id: 'x', account: 'a', from: day('2026-02-01'), to: day('2026-03-31'), before: 3, after: 0, firstBefore: ['m1'], firstAfter: [] },
    ];
    expect(usageBeforeLine.check(whole({ eventsOutsideLines: outside }), around())).toEqual([
      { entity: 'event', id: 'm1', account: 'a', count: 3, values: { line: 'x', startsOn: '2026-02-01', events: 3 } },
    ]);
    expect(
      usageBeforeLine.check(
        whole({ eventsOutsideLines: outside.map((one) => ({ ...one, before: one.after, after: one.before })) }),
        around(),
      ),
    ).toEqual([]);
  });
});
