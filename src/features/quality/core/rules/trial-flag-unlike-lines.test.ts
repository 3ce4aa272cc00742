import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { trialFlagUnlikeLines } from './trial-flag-unlike-lines.ts';

describe('rule trial-flag-unlike-lines', () => {
  test('either way round; agreeing is fine, and nothing that goes on says nothing', () => {
    const line = (trial: boolean) => fact('contract-line', 'l', { account: 'a', startsOn: '2026-01-01', trial });
    const check = (flag: string, lines: readonly ReturnType<typeof line>[]) =>
      trialFlagUnlikeLines.check(customer({ custom: { is_trial: flag }, lines }), around()).length;
    expect([
      check('TRUE', [line(false)]),
      check('FALSE', [line(true)]),
      check('TRUE', [line(true)]),
      check('FALSE', [line(false)]),
      check('TRUE', []),
    ]).toEqual([1, 1, 0, 0, 0]);
  });
});
