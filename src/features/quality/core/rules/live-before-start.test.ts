import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { liveBeforeStart } from './live-before-start.ts';

describe('rule live-before-start', () => {
  test('the day before; the first day itself is fine', () => {
    const line = (goLiveOn: string) => fact('contract-line', 'l', { account: 'a', startsOn: '2026-02-01', goLiveOn });
    expect(['2026-01-31', '2026-02-01'].map((on) => liveBeforeStart.check(line(on), around()).length)).toEqual([1, 0]);
  });
});
