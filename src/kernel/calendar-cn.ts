import type { WorkCalendar } from './calendar.ts';
import { type Day, dayNumber } from './time.ts';

/**
 * Statutory holidays and make-up workdays of mainland China, one line a year: `off` are days off (ranges with `/`), `on` are
 * weekends that are worked. Source: the yearly notice of the General Office of the State Council on holiday arrangements
 * (国务院办公厅关于部分节假日安排的通知), published each autumn for the next year, at the address beside each year.
 */
const YEARS: Readonly<Record<number, { readonly off: string; readonly on: string }>> = {
  // www.gov.cn/zhengce/content/2015-12/10/content_10394.htm
  2016: { off: '01-01 02-07/02-13 04-04 05-01/05-02 06-09/06-11 09-15/09-17 10-01/10-07', on: '02-06 02-14 06-12 09-18 10-08 10-09' },
  // www.gov.cn/zhengce/content/2016-12/01/content_5141603.htm
  2017: { off: '01-01/01-02 01-27/02-02 04-02/04-04 05-01 05-28/05-30 10-01/10-08', on: '01-22 02-04 04-01 05-27 09-30' },
  // www.gov.cn/zhengce/content/2017-11/30/content_5243579.htm; the end of December is in the notice for 2019
  2018: {
    off: '01-01 02-15/02-21 04-05/04-07 04-29/05-01 06-18 09-24 10-01/10-07 12-30/12-31',
    on: '02-11 02-24 04-08 04-28 09-29 09-30 12-29',
  },
  // www.gov.cn/xinwen/2018-12/06/content_5346287.htm, with the change for Labour Day www.gov.cn/zhengce/content/2019-03/22/content_5375877.htm
  2019: { off: '01-01 02-04/02-10 04-05/04-07 05-01/05-04 06-07/06-09 09-13/09-15 10-01/10-07', on: '02-02 02-03 04-28 05-05 09-29 10-12' },
  // www.gov.cn/zhengce/content/2019-11/21/content_5454164.htm, with the longer Spring Festival www.gov.cn/zhengce/content/2020-01/27/content_5472352.htm
  2020: { off: '01-01 01-24/02-02 04-04/04-06 05-01/05-05 06-25/06-27 10-01/10-08', on: '01-19 04-26 05-09 06-28 09-27 10-10' },
  // www.gov.cn/zhengce/content/2020-11/25/content_5564127.htm
  2021: {
    off: '01-01/01-03 02-11/02-17 04-03/04-05 05-01/05-05 06-12/06-14 09-19/09-21 10-01/10-07',
    on: '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
  },
  // www.gov.cn/zhengce/content/2021-10/25/content_5644835.htm; 31 December is in the notice for 2023
  2022: {
    off: '01-01/01-03 01-31/02-06 04-03/04-05 04-30/05-04 06-03/06-05 09-10/09-12 10-01/10-07 12-31',
    on: '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  },
  // www.gov.cn/zhengce/content/2022-12/08/content_5730844.htm
  2023: { off: '01-01/01-02 01-21/01-27 04-05 04-29/05-03 06-22/06-24 09-29/10-06', on: '01-28 01-29 04-23 05-06 06-25 10-07 10-08' },
  // www.gov.cn/zhengce/content/202310/content_6911527.htm
  2024: {
    off: '01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10 09-15/09-17 10-01/10-07',
    on: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  // www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
  2025: { off: '01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08', on: '01-26 02-08 04-27 09-28 10-11' },
  // www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
  2026: {
    off: '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
    on: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
};

/** Working days of mainland China. The last year it knows is `knownUntil`: each autumn the next notice adds a line above. */
export const CALENDAR_CN: WorkCalendar = fromYears('中国法定节假日', YEARS);

function fromYears(name: string, years: typeof YEARS): WorkCalendar {
  const known = Object.keys(years).map(Number);
  const [knownFrom, knownUntil] = [Math.min(...known), Math.max(...known)];
  const [holidays, workdays] = [new Set<number>(), new Set<number>()];
  for (const [year, { off, on }] of Object.entries(years)) {
    for (const day of days(year, off)) holidays.add(day);
    for (const day of days(year, on)) workdays.add(day);
  }
  return {
    name,
    knownFrom,
    knownUntil,
    holidays,
    workdays,
    firstDay: at(String(knownFrom), '01-01'),
    lastDay: at(String(knownUntil), '12-31'),
  };
}

function days(year: string, text: string): number[] {
  return text.split(' ').flatMap((part) => {
    const [first = '', last = first] = part.split('/');
    const from = at(year, first);
    return Array.from({ length: at(year, last) - from + 1 }, (_, index) => from + index);
  });
}

function at(year: string, monthAndDay: string): number {
  return dayNumber(`${year}-${monthAndDay}` as Day);
}
