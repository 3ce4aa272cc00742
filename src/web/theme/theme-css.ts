import { CODE_STACK, COLORS, FONT_STACKS, type ThemeName } from './tokens.ts';

/**
 * The colours of both themes as CSS variables: `--ink`, `--line-strong`, … Written into the page when it is built,
 * so that the first paint already has the right ones.
 *
 * @returns  CSS. Dark where the system asks for it, unless `data-theme` of the root says otherwise.
 */
export function themeCss(): string {
  return [
    `:root{color-scheme:light;--font:${FONT_STACKS['zh-CN']};--code:${CODE_STACK};${variables('light')}}`,
    `:root:lang(en){--font:${FONT_STACKS['en-US']}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){color-scheme:dark;${variables('dark')}}}`,
    `:root[data-theme="dark"]{color-scheme:dark;${variables('dark')}}`,
  ].join('\n');
}

function variables(theme: ThemeName): string {
  return Object.entries(COLORS[theme])
    .map(([name, value]) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`)
    .join(';');
}
