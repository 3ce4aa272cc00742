import type { LiveState } from './card.ts';
import { type Concentration, concentrationOf } from './concentration.ts';

const BANDS = ['healthy', 'watch', 'danger', 'insufficient-data'] as const;
type Band = (typeof BANDS)[number];
const LEVELS = [0, 1, 2, 3, 4, null] as const;
const RANK: Readonly<Record<Band, number | null>> = { healthy: 0, watch: 1, danger: 2, 'insufficient-data': null };

/** Customers that are alike in what they are counted by. */
export interface Group {
  readonly state: LiveState;
  readonly tier: string | null;
  readonly band: Band;
  readonly bandBefore: Band;
  readonly level: number | null;
  readonly steady: boolean | null;
  readonly count: number;
  /** Of those whose is known, and how many they are; null where it is known of none. */
  readonly arrMinor: number | null;
  readonly arrKnown: number;
  readonly atRiskMinor: number | null;
  readonly coverage: number;
  readonly covered: number;
}

/** All customers at a glance. */
export interface Glance {
  readonly live: number;
  readonly ended: number;
  readonly steady: { readonly yes: number; readonly known: number };
  /** Sums of what is known; null where nothing is. */
  readonly arrMinor: number | null;
  readonly arrUnknown: number;
  readonly atRiskMinor: number | null;
  readonly coverage: number | null;
  readonly bands: { band: Band; count: number; before: number; arrMinor: number | null }[];
  readonly levels: { level: number | null; count: number }[];
  /** How many fell into a lower band, and how many rose. */
  readonly fell: number;
  readonly rose: number;
  readonly concentration: {
    customers: number;
    tops: Concentration['tops'][number][];
    curve: Concentration['curve'][number][];
  };
  readonly tiers: { tier: string | null; count: number; arrMinor: number | null; meanMinor: number | null }[];
}

/** Adds up what is known. Unknown where nothing is: no customer has a known contract, which is not a revenue of 0. */
function knownSum(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
}

/**
 * What the overview says of customers that were counted in groups (MON-01, SEG-05). Only those that are live today count, but for `ended`.
 *
 * @param groups   Customers that are alike, added up.
 * @param amounts  What each live customer pays.
 * @returns        Counts, shares and sums.
 * @source         MON-01: customers, steadily active ones, levels and health at a glance.
 * @example        glanceOf([], []).live // => 0
 * @example        glanceOf([], []).arrMinor // => null
 */
export function glanceOf(groups: readonly Group[], amounts: readonly number[]): Glance {
  const live = groups.filter(({ state }) => state === 'live');
  const sum = (of: (group: Group) => number, some: readonly Group[] = live): number => some.reduce((all, one) => all + of(one), 0);
  const count = (holds: (group: Group) => boolean): number => sum(({ count }) => count, live.filter(holds));
  const covered = sum((group) => group.covered);
  const moved = (worse: boolean): number =>
    count(({ band, bandBefore }) => {
      const [now, before] = [RANK[band], RANK[bandBefore]];
      return now !== null && before !== null && (worse ? now > before : now < before);
    });
  const { customers, tops, curve } = concentrationOf(amounts);
  return {
    live: count(() => true),
    ended: sum(
      (group) => group.count,
      groups.filter(({ state }) => state === 'ended'),
    ),
    steady: { yes: count(({ steady }) => steady === true), known: count(({ steady }) => steady !== null) },
    arrMinor: knownSum(live.map(({ arrMinor }) => arrMinor)),
    arrUnknown: sum((group) => group.count - group.arrKnown),
    atRiskMinor: knownSum(live.map(({ atRiskMinor }) => atRiskMinor)),
    coverage: covered === 0 ? null : sum((group) => group.coverage) / covered,
    bands: BANDS.map((band) => ({
      band,
      count: count((group) => group.band === band),
      before: count(({ bandBefore }) => bandBefore === band),
      arrMinor: knownSum(live.filter((group) => group.band === band).map((group) => group.arrMinor)),
    })),
    levels: LEVELS.map((level) => ({ level, count: count((group) => group.level === level) })),
    fell: moved(true),
    rose: moved(false),
    concentration: { customers, tops: [...tops], curve: [...curve] },
    tiers: [...new Set(live.map(({ tier }) => tier))]
      .map((tier) => {
        const own = live.filter((group) => group.tier === tier);
        const arrMinor = knownSum(own.map((group) => group.arrMinor));
        const known = sum((group) => group.arrKnown, own);
        return {
          tier,
          count: sum((group) => group.count, own),
          arrMinor,
          meanMinor: arrMinor === null ? null : Math.round(arrMinor / known),
        };
      })
      .sort((a, b) => (b.arrMinor ?? -1) - (a.arrMinor ?? -1)),
  };
}
