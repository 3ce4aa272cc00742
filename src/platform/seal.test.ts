import { expect, test } from 'vitest';
import { sealWith } from './seal.ts';

const SECRET = 'a secret of at least thirty-two characters';

test('what is sealed opens again with the same secret, at the same place, and nowhere else', () => {
  const seal = sealWith(SECRET);
  const sealed = seal.seal('密码 p@ss', 'wsp_1 mail');
  expect(sealed).not.toContain('p@ss');
  expect(seal.open(sealed, 'wsp_1 mail')).toBe('密码 p@ss');
  expect(sealWith(SECRET).open(sealed, 'wsp_1 mail')).toBe('密码 p@ss');
  expect(seal.open(sealed, 'wsp_2 mail')).toBeNull();
  expect(sealWith(`${SECRET}!`).open(sealed, 'wsp_1 mail')).toBeNull();
});

test('the same text is sealed differently each time, and a changed one does not open', () => {
  const seal = sealWith(SECRET);
  const [one, other] = [seal.seal('x', 'p'), seal.seal('x', 'p')];
  expect(one).not.toBe(other);
  const changed = `${one.slice(0, -2)}${one.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(seal.open(changed, 'p')).toBeNull();
  for (const text of ['', 'v1', 'v1.', 'v2.abc', 'nonsense']) expect(seal.open(text, 'p')).toBeNull();
});
