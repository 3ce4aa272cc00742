import { goldenCast } from '../../src/connectors/demo/cast.ts';
import { demoData } from '../../src/connectors/demo/demo-data.ts';
import { addDays, day, dayOf, type Instant, instant } from '../../src/kernel/time.ts';
import { TODAY } from './portfolio.ts';

const ZONE = 'Asia/Shanghai';
const NOW = instant('2026-11-18T02:00:00Z');

interface Act {
  readonly account: string;
  readonly user: string;
  readonly day: string;
  readonly name: string;
}

/** The rows that were brought in, as text, and nothing that was counted from them. */
export interface Facts {
  /** `<file> <cells>`; of events the day stands for the time. */
  readonly rows: readonly string[];
  readonly acts: readonly Act[];
}

/** The raw rows of the golden portfolio. */
export function rawFacts(): Facts {
  const rows: string[] = [];
  const acts: Act[] = [];
  for (const { file, table } of demoData({ cast: goldenCast(), anchor: TODAY, now: NOW, timeZone: ZONE }))
    for (const { cells } of table.rows()) {
      if (file.entity !== 'events') {
        rows.push(`${file.file} ${cells.join(',')}`);
        continue;
      }
      const [account = '', user = '', at = '', name = ''] = cells;
      const on = dayOf(Number(at) as Instant, ZONE);
      acts.push({ account, user, day: on, name });
      rows.push(`${file.file} ${[account, user, on, name].join(',')}`);
    }
  return { rows, acts };
}

/** Whether a fact, as the README writes it, is so. */
export function isSo({ rows, acts }: Facts, fact: string): boolean {
  const [, row] = /^row (.+)$/.exec(fact) ?? [];
  if (row !== undefined) return rows.some((one) => one.startsWith(row));
  const [, account, from = '', counts = ''] = /^logins (\S+) (\S+): (.+)$/.exec(fact) ?? [];
  if (account !== undefined) {
    const counted = counts.split(' ').map((_, at) => {
      const on = addDays(day(from), at);
      return new Set(acts.filter((act) => act.account === account && act.day === on && act.name === 'login').map(({ user }) => user)).size;
    });
    return counted.join(' ') === counts;
  }
  const [, whose, since = '', name, times, by] = /^times (\S+) (\S+) (\S+): (\d+) by (\d+)$/.exec(fact) ?? [];
  const done = acts.filter((act) => act.account === whose && act.name === name && act.day >= since);
  return whose !== undefined && done.length === Number(times) && new Set(done.map(({ user }) => user)).size === Number(by);
}
