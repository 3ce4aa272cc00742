import { addDays, type Day } from '../../kernel/time.ts';
import { STORIES, type Story } from './cast.ts';
import { type Customer, SILENT_DAYS } from './customers.ts';
import type { Shape } from './shapes.ts';

/**
 * What ought to be seen of a customer on the day the stories are built towards: a rule that warns, a band, a level of use, a quadrant, a metric
 * that is not known for a reason, or one that has become a share of what it was. Written down before anything is judged.
 */
export type Sight =
  | { readonly kind: 'warning'; readonly rule: string }
  | { readonly kind: 'no-warning'; readonly but?: readonly string[] }
  | { readonly kind: 'band'; readonly bands: readonly string[] }
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'quadrant'; readonly quadrant: string }
  | { readonly kind: 'unknown'; readonly metric: string; readonly reason: string }
  | { readonly kind: 'change'; readonly metric: string; readonly since: Day; readonly from: number; readonly to: number };

/** What was put into the data on purpose, to hold judgements against. Judgement never reads it. */
export interface DemoTruth {
  readonly externalId: string;
  readonly name: string;
  readonly story: Story;
  /** The story in words. */
  readonly about: string;
  readonly shape: Shape;
  /** The day on which use changes by intention; null where it does not. */
  readonly changesOn: Day | null;
  readonly users: number;
  readonly seen: readonly Sight[];
}

const warns = (rule: string): Sight => ({ kind: 'warning', rule });
const BUSY: Sight = { kind: 'band', bands: ['healthy', 'watch'] };
const FALLEN: Sight = { kind: 'band', bands: ['danger'] };

/**
 * What was put into an invented customer, and what ought to be seen of it.
 *
 * @param customer  The customer.
 * @param anchor    The day the stories are built towards.
 * @returns         Its truth.
 */
export function truthOf(customer: Customer, anchor: Day): DemoTruth {
  const { externalId, name, role, users } = customer;
  const changesOn = changeOf(customer, anchor);
  return {
    ...{ externalId, name, story: role.story, about: STORIES[role.story], shape: role.shape, changesOn, users: users.length },
    seen: sightsOf(customer, anchor),
  };
}

function changeOf({ role: { shape, story }, detail, endsOn }: Customer, anchor: Day): Day | null {
  if (story === 'ended') return endsOn;
  if (shape === 'steady' || shape === 'growing' || shape === 'barely') return null;
  return addDays(anchor, -(shape === 'silent' ? SILENT_DAYS : detail.turn));
}

function sightsOf({ role: { story, depth }, detail }: Customer, anchor: Day): readonly Sight[] {
  const level: Sight = { kind: 'level', level: depth };
  switch (story) {
    case 'steady':
      return [BUSY, level, { kind: 'no-warning' }];
    case 'grower':
      return [BUSY, level, { kind: 'change', metric: 'activity-rate', since: addDays(anchor, -90), from: 1.05, to: 3 }];
    case 'drifting':
      return [{ kind: 'change', metric: 'activity-rate', since: addDays(anchor, -detail.turn), from: 0.3, to: 0.8 }];
    case 'quiet-decline':
      return [warns('fall-in-silence'), { kind: 'band', bands: ['watch', 'danger'] }];
    case 'lost-champion':
      return [warns('decision-maker-left'), warns('low-activity'), FALLEN];
    case 'promise-broken':
      return [warns('promise-broken'), warns('low-activity'), FALLEN];
    case 'issue-left':
      return [warns('issue-aging'), warns('low-activity'), FALLEN];
    case 'answer-bad':
      return [warns('answer-unhappy'), warns('low-activity'), FALLEN];
    case 'recovered':
      // From the end of its low; which band it is in depends on how deep it is used.
      return [
        { kind: 'change', metric: 'activity-rate', since: addDays(anchor, -(detail.turn - 45)), from: 2, to: 10 },
        { kind: 'no-warning' },
      ];
    case 'silent-source':
      return [
        { kind: 'unknown', metric: 'dau', reason: 'source-silent' },
        { kind: 'band', bands: ['insufficient-data'] },
      ];
    case 'newcomer':
      // Use that begins rises, and to be told so is right.
      return [{ kind: 'no-warning', but: ['users-risen'] }];
    case 'false-active':
      return [
        { kind: 'quadrant', quadrant: 'fake-active' },
        { kind: 'level', level: 0 },
        { kind: 'band', bands: ['watch', 'danger'] },
      ];
    case 'slow-go-live':
      return [warns('go-live-late'), { kind: 'band', bands: ['danger'] }];
    case 'avoided':
      return [warns('approaches-avoided')];
    case 'saturating':
      return [warns('seats-nearly-full'), BUSY];
    case 'idle-seats':
      return [warns('seats-idle')];
    case 'cold':
      return [warns('relation-cold')];
    case 'ended':
      return [{ kind: 'unknown', metric: 'activity-rate', reason: 'ended' }];
  }
}
