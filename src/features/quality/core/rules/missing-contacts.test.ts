import { describe, expect, test } from 'vitest';
import { around, customer, fact } from '../sample-facts.ts';
import { missingContacts } from './missing-contacts.ts';

describe('rule missing-contacts', () => {
  test('none, where the workspace keeps contacts at all', () => {
    expect(missingContacts.check(customer({}), around({ keeps: () => true }))).toHaveLength(1);
    expect(missingContacts.check(customer({}), around({ keeps: () => false }))).toEqual([]);
    expect(missingContacts.check(customer({ contacts: [fact('contact', 'k', { account: 'a' })] }), around({ keeps: () => true }))).toEqual(
      [],
    );
  });
});
