import { type ThemeConfig, theme } from 'antd';
import { COLORS, type Colors, FONT_STACKS, type ThemeName } from './tokens.ts';

/**
 * Ant Design's parts in our colours, sizes and manners.
 *
 * @param name    Light or dark.
 * @param locale  Decides which faces come first.
 * @param still   Nothing moves: a menu that waits for the end of a movement that never comes stays outside the window.
 * @param phone   What is pressed is as large as a finger.
 * @returns       For ConfigProvider.
 */
export function antdTheme(
  name: ThemeName,
  locale: keyof typeof FONT_STACKS,
  { still, phone }: { readonly still: boolean; readonly phone: boolean },
): ThemeConfig {
  const colors = COLORS[name];
  return {
    // Not the dark algorithm: it shifts colours. Every colour is set below.
    algorithm: theme.defaultAlgorithm,
    hashed: false,
    cssVar: { key: `mooring-${name}${phone ? '-phone' : ''}` },
    token: { ...actionColors(colors), ...textColors(colors), ...surfaceColors(colors), ...sizes(locale, phone), motion: !still },
    components: components(colors),
  };
}

type Tokens = NonNullable<ThemeConfig['token']>;

function actionColors(colors: Colors): Tokens {
  const { paper, ground, lineStrong, tint, hover, accent, ok, warn, bad } = colors;
  return {
    colorPrimary: colors.accentFill,
    colorPrimaryHover: colors.accentFillHover,
    colorPrimaryActive: colors.accentFillPressed,
    colorPrimaryBg: tint,
    colorPrimaryBgHover: tint,
    colorPrimaryBorder: accent,
    colorPrimaryBorderHover: accent,
    colorPrimaryText: accent,
    colorPrimaryTextHover: accent,
    colorPrimaryTextActive: accent,
    colorSuccess: ok,
    colorWarning: warn,
    colorError: bad,
    colorErrorHover: bad,
    colorErrorActive: bad,
    colorErrorText: bad,
    colorErrorBorder: bad,
    colorErrorBorderHover: bad,
    colorErrorBg: paper,
    colorErrorBgHover: hover,
    colorErrorOutline: 'transparent',
    colorInfo: accent,
    colorInfoBg: tint,
    colorInfoBorder: lineStrong,
    colorWarningBg: ground,
    colorWarningBorder: lineStrong,
    colorSuccessBg: ground,
    colorSuccessBorder: lineStrong,
    colorLink: accent,
    colorLinkHover: accent,
    colorLinkActive: accent,
  };
}

function textColors({ ink, ink2, ink3, ink4, on }: Colors): Tokens {
  return {
    colorText: ink,
    colorTextHeading: ink,
    colorTextSecondary: ink2,
    colorTextTertiary: ink3,
    colorTextDescription: ink3,
    colorTextLabel: ink3,
    // ink4 is too faint to read: a placeholder is read, a disabled control may be faint.
    colorTextQuaternary: ink3,
    colorTextPlaceholder: ink3,
    colorTextDisabled: ink4,
    colorTextLightSolid: on,
    colorIcon: ink3,
    colorIconHover: ink,
    colorTextBase: ink,
  };
}

function surfaceColors(colors: Colors): Tokens {
  const { paper, ground, raised, line, lineStrong, tint, hover } = colors;
  return {
    colorBgBase: paper,
    colorBgContainer: paper,
    colorBgLayout: ground,
    colorBgElevated: raised,
    colorBgSpotlight: colors.tip,
    colorBgMask: colors.mask,
    colorBgContainerDisabled: ground,
    colorBgTextHover: hover,
    colorBgTextActive: tint,
    colorBorder: lineStrong,
    colorBorderDisabled: line,
    colorBorderSecondary: line,
    colorSplit: line,
    colorFill: lineStrong,
    colorFillSecondary: line,
    colorFillTertiary: ground,
    colorFillQuaternary: ground,
    colorFillContent: line,
    colorFillContentHover: lineStrong,
    colorFillAlter: ground,
    controlItemBgHover: hover,
    controlItemBgActive: tint,
    controlItemBgActiveHover: tint,
    controlOutline: 'transparent',
    boxShadow: colors.shadow,
    boxShadowSecondary: colors.shadow,
    // The chosen one of a row of choices: a hairline around it.
    boxShadowTertiary: `0 0 0 1px ${lineStrong}`,
  };
}

/** WCAG 2.2, 2.5.5: a target of a finger. */
const FINGER = 44;

function sizes(locale: keyof typeof FONT_STACKS, phone: boolean): Tokens {
  return {
    fontFamily: FONT_STACKS[locale],
    fontSize: 14,
    fontSizeSM: 12,
    fontSizeLG: 16,
    fontWeightStrong: 600,
    borderRadius: 4,
    borderRadiusSM: 3,
    borderRadiusLG: 6,
    controlHeight: phone ? FINGER : 32,
    controlHeightSM: phone ? FINGER : 24,
    controlInteractiveSize: phone ? 20 : 16,
    motionDurationMid: '.12s',
    motionDurationSlow: '.16s',
  };
}

function components(colors: Colors): NonNullable<ThemeConfig['components']> {
  const { paper, ground, ink, ink2, ink3, accent } = colors;
  return {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      // White on the dark theme's red cannot be read.
      dangerColor: paper,
      defaultHoverColor: ink,
      defaultHoverBorderColor: ink3,
    },
    Input: { activeShadow: 'none', errorActiveShadow: 'none', activeBorderColor: accent, hoverBorderColor: ink3 },
    Select: { activeOutlineColor: 'transparent', activeBorderColor: accent, hoverBorderColor: ink3, optionSelectedFontWeight: 600 },
    Table: { headerBg: paper, headerColor: ink3, headerSplitColor: 'transparent', cellPaddingBlockSM: 0 },
    Tabs: { inkBarColor: ink, itemSelectedColor: ink, itemHoverColor: ink, itemActiveColor: ink, itemColor: ink2 },
    Segmented: { trackBg: ground, itemColor: ink2, itemHoverColor: ink, itemSelectedBg: colors.chosen, itemSelectedColor: ink },
    Slider: { railSize: 2, handleSize: 12, handleColor: accent, trackBg: accent, trackHoverBg: accent },
    Dropdown: { colorPrimary: accent },
    Modal: { titleFontSize: 16 },
    Skeleton: { gradientFromColor: colors.hover, gradientToColor: colors.line },
  };
}
