import { describe, expect, test } from 'vitest';
import { day } from '../../../../kernel/time.ts';
import { around, whole } from '../sample-facts.ts';
import { usageAfterLine } from './usage-after-line.ts';

describe('rule usage-after-line', () => {
  test('counts the events, one example a line, and is silent about the other side', () => {
    const outside = [
      { id: 'x', account: 'a', from: day('2026-02-01'), to: day('2026-03-31'), before: 0, after: 3, firstBefore: [], firstAfter: ['m1'] },
    ];
    expect(usageAfterLine.check(whole({ eventsOutsideLines: outside }), around())).toEqual([
      { entity: 'event', id: 'm1', account: 'a', count: 3, values: { line: 'x', endsOn: '2026-03-31', events: 3 } },
    ]);
    expect(
      usageAfterLine.check(
        whole({ eventsOutsideLines: outside.map((one) => ({ ...one, before: one.after, after: one.before })) }),
        around(),
      ),
    ).toEqual([]);
  });
});
