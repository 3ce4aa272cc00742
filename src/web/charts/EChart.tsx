import type { EChartsOption } from 'echarts';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { startChart } from './echarts.ts';
import type { Palette } from './palette.ts';

interface EChartProps {
  readonly height: number;
  readonly label: string;
  /** Pure: width in pixels and the theme's colours to an option. */
  readonly option: (width: number, palette: Palette) => EChartsOption;
}

/** The only component that knows ECharts; loaded on demand. */
export function EChart({ height, label, option }: EChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof startChart>>(null);
  const [width, setWidth] = useState(0);
  const palette = usePalette();

  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const started = startChart(box);
    chart.current = started;
    const watch = new ResizeObserver(() => {
      started.resize();
      setWidth(box.clientWidth);
    });
    watch.observe(box);
    return () => {
      watch.disconnect();
      started.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (width > 0) chart.current?.setOption(option(width, palette), { notMerge: true });
  }, [option, palette, width]);

  return <div ref={element} role="img" aria-label={label} data-chart="" style={{ height, width: '100%' }} />;
}

/** Colours of the present theme; follows a change of theme. */
function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const update = (): void => setPalette(readPalette());
    const watch = new MutationObserver(update);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', update);
    return () => {
      watch.disconnect();
      media.removeEventListener('change', update);
    };
  }, []);
  return palette;
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: color('ink'),
    ink2: color('ink2'),
    ink3: color('ink3'),
    ink4: color('ink4'),
    line: color('line'),
    lineStrong: color('line-strong'),
    hatch: color('hatch'),
    paper: color('paper'),
    font: getComputedStyle(document.body).fontFamily,
  };
}
