import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { themeCss } from './theme-css.ts';
import { COLORS, type Colors, THEMES } from './tokens.ts';

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['paper', 'ground', 'raised', 'tint', 'hover'] as const satisfies readonly (keyof Colors)[];

test('the formula is the one of WCAG', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
});

describe.each(THEMES)('theme %s', (theme) => {
  const colors = COLORS[theme];

  test.each(['ink', 'ink2', 'ink3', 'accent'] as const)('%s can be read on every ground (AA, 4.5)', (text) => {
    for (const ground of GROUNDS) expect(contrast(colors[text], colors[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['accentFill', 'accentFillHover', 'accentFillPressed'] as const)('the words on %s can be read (AA, 4.5)', (fill) => {
    expect(contrast(colors.on, colors[fill])).toBeGreaterThanOrEqual(4.5);
  });

  test('the words of a tooltip and of a chosen choice can be read (AA, 4.5)', () => {
    expect(contrast(colors.on, colors.tip)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors.ink, colors.chosen)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['ok', 'warn', 'bad', 'unknown'] as const)('the shape of %s can be seen on every ground (AA, 3)', (shape) => {
    for (const ground of GROUNDS) expect(contrast(colors[shape], colors[ground]), `${shape} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test('every colour is a CSS variable of its theme', () => {
    const css = themeCss();
    for (const value of Object.values(colors)) expect(css).toContain(value);
    expect(css).toContain(`--accent-fill-hover:${colors.accentFillHover}`);
  });
});

test('no colour is written anywhere else', () => {
  const src = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const files = readdirSync(src, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(css|tsx?)$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /[/\\]web[/\\]/.test(file) && !file.endsWith('tokens.ts'));
  const colour = /(?<![\w&(/])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|oklch)a?\(/gi;
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(colour)].map((match) => `${relative(src, file)}: ${match[0]}`),
  );
  expect(files.length).toBeGreaterThan(60);
  expect(found).toEqual([]);
});
