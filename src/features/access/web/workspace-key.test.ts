import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { workspaceKeySchema } from '../../../contract/shapes.ts';
import { proposeKey } from './workspace-key.ts';

const syllables = (han: string): readonly string[] => pinyin(han, { toneType: 'none', type: 'array', v: true });

describe('the key of a workspace, proposed from its name', () => {
  test.each([
    ['砚北软件', 'yanbeiruanjian'],
    ['砚北软件有限公司', 'yanbeiruanjian'],
    ['吕梁绿源', 'lvlianglvyuan'],
    ['上海砚北信息科技股份有限公司', 'shybxxkj'],
    ['砚北（上海）软件', 'yanbei-ruanjian'],
    ['砚北 CRM 3', 'yanbei-crm-3'],
    ['Acme, Inc.', 'acme'],
    ['Müller & Söhne GmbH', 'muller-sohne'],
    ['Ångström–Œuvre', 'angstrom-oeuvre'],
    ["O'Neill's", 'oneills'],
    ['公司', 'gongsi'],
    ['—!', ''],
    ['', ''],
  ])('%s', (name, key) => {
    expect(proposeKey(name, syllables)).toBe(key);
  });

  test('is always one the server takes, or nothing', () => {
    const names = ['a'.repeat(90), `${'砚'.repeat(60)}`, '- - -x-', 'Ελλάς', 'Россия 24', '🙂 boat', `${'ab '.repeat(30)}`];
    for (const name of names) {
      const key = proposeKey(name, syllables);
      expect(key === '' || workspaceKeySchema.safeParse(key).success, `${name} → ${key}`).toBe(true);
    }
  });
});
