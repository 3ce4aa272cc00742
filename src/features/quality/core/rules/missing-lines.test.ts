import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { missingLines } from './missing-lines.ts';

describe('rule missing-lines', () => {
  test('none, where the workspace keeps lines at all', () => {
    expect(missingLines.check(customer({}), around({ keeps: () => true }))).toHaveLength(1);
    expect(missingLines.check(customer({}), around({ keeps: () => false }))).toEqual([]);
    expect(missingLines.check(customer({ lines: [fact('contract-line', 'l', { account: 'a' })] }), around({ keeps: () => true }))).toEqual(
      [],
    );
  });
});
