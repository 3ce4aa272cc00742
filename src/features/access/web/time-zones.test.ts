import { expect, test } from 'vitest';
import { timeZoneSchema } from '../../../contract/shapes.ts';
import { zoneChoices, zoneMatches } from './time-zones.ts';

test('every zone that can be chosen is one the server takes, each once', () => {
  const zones = zoneChoices('zh-CN', 'Asia/Kolkata').map(({ value }) => value);
  expect(zones.slice(0, 2)).toEqual(['Asia/Shanghai', 'UTC']);
  expect(zones).toContain('Asia/Kolkata');
  expect(new Set(zones).size).toBe(zones.length);
  expect(zones.filter((zone) => !timeZoneSchema.safeParse(zone).success)).toEqual([]);
});

test('a zone is found by its name and by what people call it', () => {
  const label = zoneChoices('zh-CN', 'UTC').find(({ value }) => value === 'Asia/Shanghai')?.label ?? '';
  expect(['shang', '中国', 'asia 标准'].map((typed) => zoneMatches(typed, label))).toEqual([true, true, true]);
  expect(zoneMatches('new york', 'America/New_York')).toBe(true);
  expect(zoneMatches('paris', label)).toBe(false);
});
