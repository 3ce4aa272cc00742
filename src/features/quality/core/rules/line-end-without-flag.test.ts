import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { lineEndWithoutFlag } from './line-end-without-flag.ts';

describe('rule line-end-without-flag', () => {
  test('past its end with a flag that says no; one that runs until today is fine', () => {
    const line = (endsOn: string) => fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', endsOn }, { churn_flag: 'false' });
    expect([line('2026-11-17'), line('2026-11-18')].map((one) => lineEndWithoutFlag.check(one, around()).length)).toEqual([1, 0]);
  });
});
