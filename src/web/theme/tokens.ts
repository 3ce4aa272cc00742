/** The only place of the interface where colours are written. Reasons: design directions, "Type, space, colour". */
export interface Colors {
  readonly paper: string;
  readonly ground: string;
  readonly raised: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  /** Never text: faint lines and old points. */
  readonly ink4: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly tint: string;
  readonly hover: string;
  /** Selection, and what a person moves. */
  readonly accent: string;
  /** The one primary button, at rest, pointed at, pressed. */
  readonly accentFill: string;
  readonly accentFillHover: string;
  readonly accentFillPressed: string;
  /** On `accentFill`. */
  readonly on: string;
  /** Health: on shapes only, the word beside them stays ink. */
  readonly ok: string;
  readonly warn: string;
  readonly bad: string;
  readonly unknown: string;
  readonly hatch: string;
  /** Behind the words of a tooltip, which are `on`. */
  readonly tip: string;
  /** The chosen one of a row of choices. */
  readonly chosen: string;
  /** Behind dialogs. */
  readonly mask: string;
  readonly shadow: string;
}

export const THEMES = ['light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

export const COLORS: Readonly<Record<ThemeName, Colors>> = {
  light: {
    paper: '#FFFFFF',
    ground: '#F6F8F9',
    raised: '#FFFFFF',
    ink: '#16202A',
    ink2: '#46535F',
    ink3: '#606C77',
    ink4: '#9AA5AE',
    line: '#E4E9EC',
    lineStrong: '#CCD4D9',
    tint: '#EDF4F5',
    hover: '#F3F6F7',
    accent: '#0B6670',
    accentFill: '#0B6670',
    accentFillHover: '#0E7580',
    accentFillPressed: '#09545C',
    on: '#FFFFFF',
    ok: '#2F7D5B',
    warn: '#B7791F',
    bad: '#B83A3A',
    unknown: '#7C8791',
    hatch: '#C3CBD1',
    tip: '#16202A',
    chosen: '#FFFFFF',
    mask: 'rgb(22 32 42 / 38%)',
    shadow: '0 1px 2px rgb(22 32 42 / 6%), 0 8px 24px rgb(22 32 42 / 10%)',
  },
  dark: {
    paper: '#10171D',
    ground: '#0B1116',
    raised: '#182128',
    ink: '#E4EAEE',
    ink2: '#AAB6BF',
    ink3: '#85929C',
    ink4: '#5C6872',
    line: '#222D35',
    lineStrong: '#35424C',
    tint: '#12272B',
    hover: '#151E25',
    accent: '#5CB8C1',
    accentFill: '#1C7983',
    accentFillHover: '#1E7F8A',
    accentFillPressed: '#196A73',
    on: '#FFFFFF',
    ok: '#58B68A',
    warn: '#DDA64A',
    bad: '#E27B76',
    unknown: '#8A949E',
    hatch: '#3C4952',
    tip: '#2A363F',
    chosen: '#2A363F',
    mask: 'rgb(0 0 0 / 55%)',
    shadow: '0 1px 2px rgb(0 0 0 / 30%), 0 8px 24px rgb(0 0 0 / 45%)',
  },
};

/** Debian's fonts call themselves "Noto Sans CJK SC". Quotes and dashes are full-width in Chinese faces, so English puts a Latin face first. */
const CHINESE_FACES = '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei"';
export const FONT_STACKS = {
  'zh-CN': `${CHINESE_FACES}, system-ui, sans-serif`,
  'en-US': `"Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, ${CHINESE_FACES}, system-ui, sans-serif`,
} as const;
export const CODE_STACK = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace';
