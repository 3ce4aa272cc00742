import { expect, test } from 'vitest';
import { previewValues } from './preview-values.ts';

test('a record is shown by its fields, and what is not said is not shown', () => {
  const row = { id: 'L1', words: { arr: 1200, endsOn: null }, custom: { 备注: 'x' }, notes: [{ code: 'rounded' }] };
  expect(previewValues(row)).toEqual({ id: 'L1', arr: 1200, 'custom.备注': 'x' });
  expect(previewValues({ account: 'a', messageId: null, excluded: false })).toEqual({ account: 'a', excluded: false });
});
