import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Only what the charts draw with: the whole library is three times as large.
use([BarChart, LineChart, CustomChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

/**
 * Starts a chart in an element, in SVG: sharp on every screen, readable in tests, exportable as it is.
 *
 * @param element  A laid-out element with a size.
 * @returns        The chart; dispose of it with the element.
 */
export function startChart(element: HTMLElement): ReturnType<typeof init> {
  return init(element, null, { renderer: 'svg' });
}
