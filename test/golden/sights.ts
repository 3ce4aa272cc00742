import type { DemoTruth, Sight } from '../../src/connectors/demo/truth.ts';
import type { OutputOf } from '../../src/contract/operation.ts';
import { explain } from '../../src/features/health/contract.ts';
import { series } from '../../src/features/metrics/contract.ts';
import type { listWarnings } from '../../src/features/warnings/contract.ts';
import type { Day } from '../../src/kernel/time.ts';
import type { House, Owner } from '../make.ts';

type Warnings = OutputOf<typeof listWarnings>['warnings'];

/** What was put into a customer and is not seen by the house, in words; empty where all is. */
export async function unseenOf(
  house: House,
  owner: Owner,
  truth: DemoTruth,
  warnings: readonly Warnings[number][],
  today: Day,
): Promise<readonly string[]> {
  const { externalId, story } = truth;
  const rules = warnings.filter(({ account }) => account.externalId === externalId).map(({ rule }) => rule);
  const { health, level } = await house.call(explain, { externalId }, owner);
  const on = async (metric: string, day: Day) =>
    (await house.call(series, { externalId, metrics: metric, from: day, to: day }, owner))[0] ?? { value: null, reason: null };
  const seen = async (sight: Sight): Promise<string | null> => {
    switch (sight.kind) {
      case 'warning':
        return rules.includes(sight.rule) ? null : `no warning ${sight.rule}`;
      case 'no-warning': {
        const others = rules.filter((rule) => !sight.but?.includes(rule));
        return others.length === 0 ? null : `warned: ${others.join(', ')}`;
      }
      case 'band':
        return sight.bands.includes(health.band) ? null : `band ${health.band}, not ${sight.bands.join(' or ')}`;
      case 'level':
        return level.level.value === sight.level ? null : `level ${level.level.value}, not ${sight.level}`;
      case 'quadrant':
        return level.quadrant === sight.quadrant ? null : `quadrant ${level.quadrant}, not ${sight.quadrant}`;
      case 'unknown': {
        const { value, reason } = await on(sight.metric, today);
        return value === null && reason === sight.reason ? null : `${sight.metric} is ${value ?? reason}, not ${sight.reason}`;
      }
      case 'change': {
        const [before, now] = [await on(sight.metric, sight.since), await on(sight.metric, today)];
        const change = (now.value ?? Number.NaN) / (before.value ?? Number.NaN);
        return change >= sight.from && change <= sight.to ? null : `${sight.metric} became ${change} of what it was on ${sight.since}`;
      }
    }
  };
  const missing: string[] = [];
  for (const sight of truth.seen) {
    const problem = await seen(sight);
    if (problem !== null) missing.push(`${externalId} ${story}: ${problem}`);
  }
  return missing;
}
