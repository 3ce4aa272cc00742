import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { overlappingLines } from './overlapping-lines.ts';

describe('rule overlapping-lines', () => {
  const line = (id: string, startsOn: string, endsOn?: string, plan = 'Pro') =>
    fact('contract-line', id, { account: 'a', startsOn, plan, ...(endsOn === undefined ? {} : { endsOn }) });

  test('each line that begins while an earlier one of its plan goes on; another plan and the day after are fine', () => {
    const lines = [
      line('l1', '2026-01-01', '2026-06-30'),
      line('l2', '2026-02-01', '2026-02-28'),
      line('l3', '2026-06-30'),
      line('l4', '2026-01-01', undefined, 'Basic'),
    ];
    expect(overlappingLines.check(customer({ lines }), around()).map(({ id, values }) => [id, values.overlaps])).toEqual([
      ['l2', 'l1'],
      ['l3', 'l1'],
    ]);
    expect(
      overlappingLines.check(customer({ lines: [line('l1', '2026-01-01', '2026-06-30'), line('l2', '2026-07-01')] }), around()),
    ).toEqual([]);
  });
});
