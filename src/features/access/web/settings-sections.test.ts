import { expect, test } from 'vitest';
import { openSections } from './settings-sections.ts';

const ids = (...functions: Parameters<typeof openSections>[0]): readonly string[] => openSections(functions).map(({ id }) => id);

test('an administrator may open everything', () => {
  expect(ids('admin')).toEqual([
    ...['account', 'my-notices', 'people', 'teams', 'workspace', 'health', 'metrics', 'ledger', 'fields'],
    ...['mail', 'bots', 'deliveries', 'keys', 'audit', 'bin', 'backups', 'erasure'],
  ]);
});

test('a CSM sees neither keys nor the audit trail', () => {
  expect(ids('csm')).toEqual(['account', 'my-notices', 'people', 'teams', 'workspace', 'health', 'metrics', 'ledger', 'bin']);
});

test('who leads reads the audit trail; several functions add up', () => {
  const leads = [
    'account',
    'my-notices',
    'people',
    'teams',
    'workspace',
    'health',
    'metrics',
    'ledger',
    'fields',
    'deliveries',
    'audit',
    'bin',
  ];
  expect(ids('cs-head')).toEqual(leads);
  expect(ids('csm', 'admin')).toContain('keys');
});
