import { expect, test } from 'vitest';
import { draftIn, isWritten } from './capture-state.ts';

test('a draft is what was kept, and nothing else', () => {
  const draft = { kind: 'touch', customer: { externalId: 'hf', name: '海风科技' }, values: { text: '问了' } } as const;
  expect(draftIn(JSON.stringify(draft))).toEqual(draft);
  for (const odd of [
    null,
    '',
    '{',
    '{}',
    '{"kind":"poem","customer":null,"values":{}}',
    '{"kind":"note","customer":null,"values":{"a":1}}',
  ])
    expect(draftIn(odd)).toBeNull();
  expect([isWritten(draft), isWritten({ ...draft, values: { dueOn: '2026-11-20', text: ' ' } })]).toEqual([true, false]);
});
