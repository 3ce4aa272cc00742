import { expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import { renewalClock, type Term } from './renewal-clock.ts';

const today = day('2026-11-18');
const term = (from: string | null, to: string | null, noticeDays: number | null = null): Term => ({
  ...{ startsOn: from === null ? null : day(from), endsOn: to === null ? null : day(to), noticeDays },
});

test('the clock runs to the next end of what runs today, and a term without an end has none', () => {
  const early = term('2026-01-01', '2026-12-31', 60);
  const late = term('2026-03-01', '2027-02-28');
  expect(renewalClock([late, early, term('2025-01-01', '2025-12-31')], [], today)).toMatchObject({
    endsOn: '2026-12-31',
    noticeOn: '2026-11-01',
  });
  expect(renewalClock([], [late], today)).toMatchObject({ endsOn: '2027-02-28', noticeOn: null, over: false });
  expect(renewalClock([term('2026-01-01', null)], [late], today)).toMatchObject({ endsOn: '2027-02-28' });
  expect(renewalClock([], [term(null, null)], today)).toBeNull();
  expect(renewalClock([term('2026-01-01', '2026-11-18')], [], today)).toMatchObject({ over: false });
  expect(renewalClock([term('2024-01-01', '2025-12-31')], [], today)).toMatchObject({ endsOn: '2025-12-31', over: true });
  expect(renewalClock([term('2027-01-01', '2027-12-31')], [], today)).toMatchObject({ endsOn: '2027-12-31', over: false });
});
