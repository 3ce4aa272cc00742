import { describe, expect, test } from 'vitest';
import { safeReturn, workspaceIn } from './address.ts';

test('an address names its workspace; entry pages and files are in none', () => {
  expect(['/yanbei/day', '/yanbei', '/', '/setup', '/sign-in', '/invitation/abc', '/reset/abc', '/api/v1/me'].map(workspaceIn)).toEqual([
    'yanbei',
    'yanbei',
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(workspaceIn('/%E0%A4%A/day')).toBeNull();
});

describe('where to go after signing in', () => {
  test('back to a page of this site, with its query', () => {
    expect(safeReturn('/yanbei/day?whose=team&task=t1')).toBe('/yanbei/day?whose=team&task=t1');
  });

  test('never to another site, however it is written', () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      'day',
      '',
      null,
      7,
    ])
      expect(safeReturn(to), String(to)).toBe('/');
  });

  test('never back to the sign-in page itself', () => {
    expect(safeReturn('/sign-in?to=%2F')).toBe('/');
    expect(safeReturn('/sign-in-handbook/day')).toBe('/sign-in-handbook/day');
  });
});
