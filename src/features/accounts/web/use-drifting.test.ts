import { expect, test } from 'vitest';
import { gravestOf } from './use-drifting.ts';

test('a customer with several open warnings counts once, by the gravest', () => {
  const acme = { externalId: 'acme', name: 'Acme', owner: null };
  const gravest = gravestOf([
    { account: acme, severity: 'high' },
    { account: acme, severity: 'critical' },
    { account: acme, severity: 'normal' },
    { account: { externalId: 'other', name: 'Other', owner: null }, severity: 'normal' },
  ]);
  expect([...gravest]).toEqual([
    ['acme', 'critical'],
    ['other', 'normal'],
  ]);
});
