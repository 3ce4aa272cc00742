import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { churnedWithLines } from './churned-with-lines.ts';

describe('rule churned-with-lines', () => {
  test('a flag against an open line; a line that ended today is none', () => {
    const custom = { churn_flag: true };
    const line = (endsOn?: string) =>
      fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', ...(endsOn === undefined ? {} : { endsOn }) });
    expect(churnedWithLines.check(customer({ custom, lines: [line()] }), around())).toMatchObject([
      { values: { linesGoingOn: 1, first: 'l' } },
    ]);
    expect(churnedWithLines.check(customer({ custom, lines: [line('2026-11-18')] }), around())).toEqual([]);
  });
});
