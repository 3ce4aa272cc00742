import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { SETTINGS_SECTIONS } from '../../features/access/web/settings-sections.ts';
import shell from '../locales/zh-CN/shell.json' with { type: 'json' };
import { SOUNDS } from './sounds.ts';

test('every page sounds as its name does', () => {
  const places: Readonly<Record<string, string>> = shell.place;
  for (const [place, sound] of Object.entries(SOUNDS))
    expect(sound, place).toBe(pinyin(places[place] ?? '', { toneType: 'none', type: 'array' }).join(' '));
  for (const { id } of SETTINGS_SECTIONS) expect(Object.hasOwn(SOUNDS, id), id).toBe(true);
});
