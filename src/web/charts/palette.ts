/** The colours a chart may use. They come from the theme's CSS variables, so that dark and light share one option function. */
export interface Palette {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly ink4: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly hatch: string;
  readonly paper: string;
  readonly font: string;
}
