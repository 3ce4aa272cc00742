import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { departedContact } from './departed-contact.ts';

describe('rule departed-contact', () => {
  test('left yesterday; one who leaves tomorrow or never decided is fine', () => {
    const contact = (leftOn: string, roles: string[]) => fact('contact', 'k', { account: 'a', name: '李', leftOn, roles });
    const counts = [contact('2026-11-17', ['DECIDER']), contact('2026-11-19', ['DECIDER']), contact('2026-11-17', ['IT'])].map(
      (one) => departedContact.check(one, around()).length,
    );
    expect(counts).toEqual([1, 0, 0]);
  });
});
