import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { churnWithLines } from './churn-with-lines.ts';

describe('rule churn-with-lines', () => {
  test('a line that goes on after the day; one that ends on it is fine', () => {
    const churns = [fact('churn-record', 'c', { account: 'a', on: '2026-05-01' })];
    const line = (endsOn?: string) =>
      fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', ...(endsOn === undefined ? {} : { endsOn }) });
    expect(churnWithLines.check(customer({ churns, lines: [line()] }), around())).toEqual([
      { entity: 'churn-record', id: 'c', account: 'a', values: { on: '2026-05-01', linesGoingOn: 1 } },
    ]);
    expect(churnWithLines.check(customer({ churns, lines: [line('2026-05-01')] }), around())).toEqual([]);
  });
});
