import type { Shape } from './shapes.ts';

/** What happens to an invented customer, beyond how its use goes. */
export const STORIES = {
  steady: '平稳使用',
  grower: '人和席位都在增加',
  drifting: '用得慢慢少了',
  'quiet-decline': '不提问题，悄悄用得少了',
  'lost-champion': '拍板的人离职，使用跟着垮了',
  'promise-broken': '承诺的功能逾期，使用垮了',
  'issue-left': '问题挂着没人管，使用垮了',
  'answer-bad': '打了低分，使用垮了',
  recovered: '跌过，又回来了',
  'silent-source': '还在用，数据断传',
  newcomer: '刚刚开始',
  'false-active': '登录很多，什么也没做',
  'slow-go-live': '签了很久还没上线',
  avoided: '决策人躲着不见',
  saturating: '席位快用满了',
  'idle-seats': '席位买多了，没人用',
  cold: '很久没人联系',
  ended: '到期没有续',
} as const;
export type Story = keyof typeof STORIES;

/** How deep it is used: 0 looked at only, 1 records, 2 processes, 3 linked to other systems, 4 customised. */
export type Depth = 0 | 1 | 2 | 3 | 4;

/** The part that a customer plays. */
export interface Role {
  readonly story: Story;
  readonly shape: Shape;
  readonly depth: Depth;
  /** Fewest and most end users. */
  readonly users: readonly [number, number];
  /** Share of the seats bought that have a user. */
  readonly seatUse: number;
  /** Share of the users who are there from the first day; the others come over time. */
  readonly early: number;
  /** Fewest and most days it has been a customer. */
  readonly age: readonly [number, number];
  /** Share of logins that are followed by something that is done. */
  readonly busy: number;
}

/** Customers with their roles, and how far back their use is told. */
export interface Cast {
  readonly roles: readonly Role[];
  readonly historyDays: number;
}

const HALF_YEAR = 180;
const TWO_YEARS = 730;
const SHAPE_OF_STORY: Readonly<Record<Story, Shape>> = {
  steady: 'steady',
  grower: 'growing',
  drifting: 'drifting',
  'quiet-decline': 'fading',
  'lost-champion': 'collapsed',
  'promise-broken': 'collapsed',
  'issue-left': 'collapsed',
  'answer-bad': 'collapsed',
  recovered: 'recovering',
  'silent-source': 'silent',
  newcomer: 'new',
  'false-active': 'steady',
  'slow-go-live': 'barely',
  avoided: 'steady',
  saturating: 'steady',
  'idle-seats': 'steady',
  cold: 'steady',
  ended: 'drifting',
};

/** What goes with a story, whatever the size of the cast. */
const OF_STORY: Partial<Readonly<Record<Story, Partial<Role>>>> = {
  'false-active': { depth: 0 },
  'slow-go-live': { age: [100, 140], depth: 1, seatUse: 0.5 },
  saturating: { seatUse: 0.97, early: 0.6 },
  'idle-seats': { seatUse: 0.24 },
  grower: { early: 0.35 },
};

function roleOf(story: Story, depth: Depth, rest: Pick<Role, 'users' | 'age' | 'busy' | 'early' | 'seatUse'>): Role {
  return { story, depth, shape: SHAPE_OF_STORY[story], ...rest, ...OF_STORY[story] };
}

const SMALL_STORIES: readonly (readonly [Story, Depth])[] = [
  ...([
    ['steady', 3],
    ['promise-broken', 2],
    ['grower', 4],
    ['drifting', 2],
    ['steady', 2],
    ['steady', 4],
  ] as const),
  ...([
    ['issue-left', 1],
    ['newcomer', 1],
    ['recovered', 2],
    ['false-active', 0],
    ['drifting', 3],
    ['answer-bad', 2],
  ] as const),
  ...([
    ['grower', 3],
    ['steady', 1],
    ['silent-source', 2],
    ['drifting', 1],
    ['steady', 3],
    ['lost-champion', 3],
  ] as const),
  ...([
    ['steady', 2],
    ['grower', 2],
    ['recovered', 1],
    ['drifting', 2],
    ['issue-left', 2],
    ['newcomer', 2],
  ] as const),
];
/** Which customer of the small cast is large. */
const LARGE = 10;

/** Some customers over half a year, quickly there: of each 24, five have collapsed and the others give no cause to warn. */
export function smallCast(customers: number): Cast {
  const roles = Array.from({ length: customers }, (_, index): Role => {
    const [story, depth] = SMALL_STORIES[index % SMALL_STORIES.length] ?? ['steady', 2];
    const users = index % SMALL_STORIES.length === LARGE ? ([300, 400] as const) : ([50, 65] as const);
    const role = roleOf(story, depth, { users, age: [HALF_YEAR, 2 * HALF_YEAR], busy: 0.2, early: 0.9, seatUse: 0.82 });
    return { ...role, early: 0.9 };
  });
  return { roles, historyDays: HALF_YEAR };
}

/** How many of each story there are among the customers of the company; the others are steady. */
const WHOLE_STORIES: readonly (readonly [Story, number])[] = [
  ['grower', 24],
  ['drifting', 16],
  ['quiet-decline', 8],
  ['lost-champion', 5],
  ['promise-broken', 4],
  ['issue-left', 4],
  ['answer-bad', 4],
  ['recovered', 8],
  ['silent-source', 3],
  ['newcomer', 7],
  ['false-active', 9],
  ['slow-go-live', 4],
  ['avoided', 4],
  ['saturating', 6],
  ['idle-seats', 4],
  ['cold', 4],
  ['ended', 12],
];
const WHOLE = 200;
/** How deep customers use it, in turn: most run processes, few have had something made for them. */
const DEPTH_IN_TURN: readonly Depth[] = [2, 1, 3, 2, 4, 2, 1, 3, 2, 2, 1, 4];
/** How large they are, in turn: many small ones, few large ones. */
const USERS_IN_TURN: readonly (readonly [number, number])[] = [
  ...([
    [16, 24],
    [20, 34],
    [14, 22],
    [24, 40],
    [16, 30],
    [18, 26],
    [30, 55],
  ] as const),
  ...([
    [14, 20],
    [20, 30],
    [80, 130],
    [16, 24],
    [22, 36],
    [18, 28],
  ] as const),
];

/** A company with all its customers over two years. Fewer of them are taken from all over it. */
export function wholeCast(customers: number): Cast {
  const told = WHOLE_STORIES.flatMap(([story, count]) => Array.from({ length: count }, () => story));
  const stories: Story[] = [...told, ...Array.from({ length: WHOLE - told.length }, () => 'steady' as const)];
  const roles = stories.map((_, at): Role => {
    // 67 and 200 share no factor: each story comes once, and those of one kind stand apart.
    const story = stories[(at * 67) % WHOLE] ?? 'steady';
    const users = USERS_IN_TURN[at % USERS_IN_TURN.length] ?? [16, 24];
    const depth = DEPTH_IN_TURN[at % DEPTH_IN_TURN.length] ?? 2;
    return roleOf(story, depth, { users, age: [220, 1000], busy: 0.3, early: 0.8, seatUse: 0.8 });
  });
  return { roles: roles.slice(0, customers), historyDays: TWO_YEARS };
}

const GOLDEN_STORIES: readonly (readonly [Story, Depth])[] = [
  ...([
    ['steady', 4],
    ['grower', 3],
    ['quiet-decline', 2],
    ['lost-champion', 3],
    ['silent-source', 2],
    ['false-active', 0],
  ] as const),
  ...([
    ['slow-go-live', 1],
    ['avoided', 2],
    ['saturating', 3],
    ['recovered', 1],
    ['newcomer', 1],
    ['ended', 2],
  ] as const),
];

/** Twelve customers with few users over some months, small enough to be judged by hand. */
export function goldenCast(): Cast {
  const rest = { users: [10, 14], age: [200, 320], busy: 0.6, early: 0.9, seatUse: 0.8 } as const;
  return { roles: GOLDEN_STORIES.map(([story, depth]) => roleOf(story, depth, rest)), historyDays: 170 };
}
