import { expect, test } from 'vitest';
import { questionOf, searchIn } from './warning-search.ts';

test('an address says which warnings; what it cannot mean is left out', () => {
  expect(searchIn({ are: 'closed', rule: 'low-activity', severity: 'critical', more: 1 })).toEqual({
    are: 'closed',
    rule: 'low-activity',
    severity: 'critical',
  });
  expect(searchIn({ are: 'all', rule: 7, severity: 'worst' })).toEqual({});
  expect(questionOf({}, 50)).toEqual({ are: 'open', limit: 50 });
  expect(questionOf({ are: 'closed' }, 50)).toEqual({ are: 'closed', limit: 50 });
});
