import { LOGIN_NAMES, type Meaning } from './kinds.ts';
import type { MappingRule } from './mapping.ts';
import { matchesName } from './name-pattern.ts';

/** An event name as it was seen. */
export interface SeenName {
  readonly name: string;
  readonly events: number;
  /** How many of them are taken for what. */
  readonly kinds: ReadonlyMap<Meaning, number>;
  /** How many of them belong to no module. */
  readonly withoutModule: number;
}

/** A rule that the names suggest, and how many events it would speak of. */
export interface Proposal {
  readonly rule: MappingRule;
  readonly names: readonly string[];
  readonly events: number;
}

/*
 * Words that a name must contain as a whole: between other signs, at a change of case, or anywhere where the language has no spaces.
 * The first meaning that fits counts: `login_failed` is no login, so what failed or was left is looked at first.
 */
const NOT: readonly string[] = [
  'fail',
  'failed',
  'error',
  'logout',
  'signout',
  'page',
  'button',
  '失败',
  '退出',
  '登出',
  '注销',
  '页面',
  '按钮',
];
const WORDS: Readonly<Record<'login' | 'process-finished' | 'integration-call' | 'record', readonly string[]>> = {
  login: ['login', 'logon', 'signin', 'log in', 'logged in', 'sign in', 'signed in', '登录', '登陆', '登入', '签到'],
  'process-finished': ['completed', 'finished', 'approved', 'closed', 'done', '完成', '审批通过', '办结', '结案', '通过审批'],
  'integration-call': ['api', 'webhook', 'sync', 'synced', 'integration', 'openapi', '接口', '同步', '对接', '回调'],
  record: ['created', 'create', 'added', 'saved', 'submitted', 'new', '新建', '新增', '创建', '录入', '提交', '保存'],
};
const KINDS = ['login', 'process-finished', 'integration-call', 'record'] as const;
/** A family of names is one when so many names begin alike. */
const FAMILY = 2;
const MOST = 50;
const LONGEST_PREFIX = 60;

const NOTHING = { type: null, where: null, kind: null, module: null, client: null, seconds: null, value: null } as const;

/**
 * Proposes rules from the names of events: what sounds like a login, a record, a process that ended or a call between systems, and
 * modules from beginnings that several names share.
 *
 * @param seen   The names seen.
 * @param rules  The rules there are. What one of them says already is not proposed.
 * @returns      Proposals, the one with most events first; 50 at most.
 * @example      proposals([], []) // => []
 */
export function proposals(seen: readonly SeenName[], rules: readonly MappingRule[]): readonly Proposal[] {
  const found = [...kindProposals(seen, rules), ...moduleProposals(seen, rules)];
  return found.sort((a, b) => b.events - a.events || (a.rule.name < b.rule.name ? -1 : 1)).slice(0, MOST);
}

function kindProposals(seen: readonly SeenName[], rules: readonly MappingRule[]): readonly Proposal[] {
  return seen.flatMap(({ name, events, kinds }) => {
    const kind = kindOf(name);
    const open = kinds.get('action') ?? 0;
    if (kind === null || open === 0 || rules.some((rule) => rule.kind !== null && matchesName(rule.name, name))) return [];
    return [{ rule: { ...NOTHING, name, kind }, names: [name], events: Math.min(open, events) }];
  });
}

function kindOf(name: string): (typeof KINDS)[number] | null {
  const words = ` ${wordsOf(name)} `;
  const says = (word: string): boolean => (/^[a-z ]+$/.test(word) ? words.includes(` ${word} `) : words.includes(word));
  if (LOGIN_NAMES.has(name.trim().toLowerCase()) || NOT.some(says)) return null;
  return KINDS.find((kind) => WORDS[kind].some(says)) ?? null;
}

/** `UserLogin`, `user_login` and `user.login` are the same words. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

function moduleProposals(seen: readonly SeenName[], rules: readonly MappingRule[]): readonly Proposal[] {
  const families = new Map<string, { module: string; members: SeenName[] }>();
  for (const one of seen) {
    const [, module = '', sign = ''] = /^([^\s.:/_\-—]+)([.:/_\-—])./u.exec(one.name) ?? [];
    if (one.withoutModule === 0 || module === '' || module.length > LONGEST_PREFIX || one.name.includes('*')) continue;
    if (rules.some((rule) => rule.module !== null && matchesName(rule.name, one.name))) continue;
    const prefix = `${module}${sign}`;
    const family = families.get(prefix) ?? { module, members: [] };
    family.members.push(one);
    families.set(prefix, family);
  }
  return [...families].flatMap(([prefix, { module, members }]) => {
    if (members.length < FAMILY) return [];
    const events = members.reduce((sum, { withoutModule }) => sum + withoutModule, 0);
    return [{ rule: { ...NOTHING, name: `${prefix}*`, module }, names: members.map(({ name }) => name), events }];
  });
}
