/** What tells customers apart, or does not. */
export interface Known {
  readonly accountId: string;
  readonly name: string;
  /** Its name in pinyin without spaces; what is not Chinese stays as it is. */
  readonly pinyin: string;
  /** Its id and all others under which it came. */
  readonly ids: readonly string[];
  /** Addresses of its website and of its people, as they were written. */
  readonly domains: readonly string[];
}

/** Why two customers may be one: the words that both have. */
export interface Reason {
  readonly by: 'name' | 'sound' | 'domain' | 'id';
  readonly value: string;
}

export interface Candidate {
  readonly one: string;
  readonly other: string;
  /** 0 to 1: how likely they are one, as our weights go. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** So many share one mark that only some of the pairs are shown. */
export interface Crowd extends Reason {
  readonly customers: number;
  readonly pairs: number;
}

/** How much each mark says by itself. Defaults of ours. */
const WEIGHT: Readonly<Record<Reason['by'], number>> = { name: 0.85, id: 0.8, domain: 0.7, sound: 0.5 };
/** Pairs of one mark at most: 100,000 customers of one name are one finding, not five thousand million. */
const PAIRS_OF_A_MARK = 50;

const ENDINGS = [
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '分公司',
  '公司',
  '集团',
  '控股',
  '股份',
  '科技',
  '技术',
  '信息',
  '网络',
  '软件',
];
const LATIN_ENDINGS = new Set([
  'inc',
  'ltd',
  'llc',
  'corp',
  'co',
  'gmbh',
  'limited',
  'company',
  'corporation',
  'group',
  'tech',
  'technology',
]);
const PINYIN_ENDINGS = [
  'gufenyouxiangongsi',
  'youxianzerengongsi',
  'youxiangongsi',
  'fengongsi',
  'gongsi',
  'jituan',
  'konggu',
  'gufen',
  'keji',
  'jishu',
  'xinxi',
  'wangluo',
  'ruanjian',
];

/** Mail that everybody may have says nothing about where somebody works. */
const EVERYBODYS = new Set([
  'qq.com',
  'foxmail.com',
  '163.com',
  '126.com',
  'yeah.net',
  'sina.com',
  'sohu.com',
  '139.com',
  '189.cn',
  'aliyun.com',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'example.com',
]);

/**
 * What is left of a name without the words that every company has.
 *
 * @param name  As written.
 * @returns     Small half-width letters without spaces and signs; the whole name where nothing else would be left.
 * @example     coreName('海风（杭州）科技股份有限公司') // => '海风杭州'
 * @example     coreName('Ａcme Ｔech Ltd.') // => 'acme'
 */
export function coreName(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((word) => word !== '');
  while (words.length > 1 && LATIN_ENDINGS.has(words.at(-1) ?? '')) words.pop();
  return withoutEndings(words.join(''), ENDINGS);
}

function withoutEndings(text: string, endings: readonly string[]): string {
  let rest = text;
  for (let found = true; found; ) {
    const ending = endings.find((one) => rest.length > one.length + 1 && rest.endsWith(one));
    found = ending !== undefined;
    if (ending !== undefined) rest = rest.slice(0, -ending.length);
  }
  return rest;
}

/**
 * How a name sounds: 海丰 and 海风 sound the same, and like Haifeng.
 *
 * @param pinyin  The name in pinyin without spaces.
 * @returns       Letters and digits only, without the sound of the words that every company has.
 * @example       soundOf('haifengkejiyouxiangongsi') // => 'haifeng'
 */
export function soundOf(pinyin: string): string {
  return withoutEndings(coreName(pinyin).replace(/[^a-z0-9]/g, ''), PINYIN_ENDINGS);
}

/**
 * The domain of an address, if it says anything about a company.
 *
 * @param address  A website or an e-mail address.
 * @returns        As in `haifeng.cn`; null where there is none, or everybody may have it.
 * @example        domainOf('https://www.HaiFeng.cn/about') // => 'haifeng.cn'
 * @example        domainOf('chen@qq.com') // => null
 */
export function domainOf(address: string): string | null {
  const text = address.normalize('NFKC').trim().toLowerCase();
  const host = (text.includes('@') ? (text.split('@').at(-1) ?? '') : text.replace(/^[a-z]+:\/\//, '').split(/[/?#:]/)[0]) ?? '';
  const domain = host.replace(/^www\./, '');
  return /^[^\s.]+(\.[^\s.]+)+$/.test(domain) && !EVERYBODYS.has(domain) ? domain : null;
}

/**
 * An id as systems that write it differently mean it.
 *
 * @param id  As in `K-01001`.
 * @returns   As in `k1001`.
 * @example   plainId('K-01001') // => 'k1001'
 */
export function plainId(id: string): string {
  return id
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<!\d)0+(?=\d)/g, '');
}

/**
 * Pairs of customers that may be one. Customers are put together by what they share, never compared each with each.
 *
 * @param customers  All of them.
 * @param dismissed  Pairs that a person said are not the same, as `pairOf` names them.
 * @returns          Pairs, the likeliest first; and what so many share that only some of its pairs are among them.
 * @example          candidatesAmong([{ accountId: 'a', name: '海风科技', pinyin: 'haifengkeji', ids: ['1'], domains: [] }, { accountId: 'b', name: '海风有限公司', pinyin: 'haifengyouxiangongsi', ids: ['2'], domains: [] }], new Set()).pairs[0].reasons // => [{ by: 'name', value: '海风' }]
 */
export function candidatesAmong(
  customers: readonly Known[],
  dismissed: ReadonlySet<string>,
): { readonly pairs: readonly Candidate[]; readonly crowds: readonly Crowd[] } {
  const found = new Map<string, Pair>();
  const crowds: Crowd[] = [];
  for (const by of ['name', 'id', 'domain', 'sound'] as const) {
    for (const [value, members] of together(customers, by)) {
      const pairs = pairsOf(members);
      if (countOfPairs(members) > pairs.length) crowds.push({ by, value, customers: members.length, pairs: pairs.length });
      for (const [one, other] of pairs) if (!dismissed.has(pairOf(one, other))) note(found, { one, other }, { by, value });
    }
  }
  const pairs = [...found.values()].map((pair) => ({ ...pair, score: scoreOf(pair.reasons) }));
  return { pairs: pairs.sort((a, b) => b.score - a.score || (pairOf(a.one, a.other) < pairOf(b.one, b.other) ? -1 : 1)), crowds };
}

interface Pair {
  readonly one: string;
  readonly other: string;
  readonly reasons: Reason[];
}

/** Who has the same name sounds the same: that is no reason more. */
function note(found: Map<string, Pair>, { one, other }: Omit<Pair, 'reasons'>, reason: Reason): void {
  const key = pairOf(one, other);
  const pair = found.get(key) ?? { one, other, reasons: [] };
  if (reason.by === 'sound' && pair.reasons.some(({ by }) => by === 'name')) return;
  pair.reasons.push(reason);
  found.set(key, pair);
}

function countOfPairs(members: readonly string[]): number {
  return (members.length * (members.length - 1)) / 2;
}

function together(customers: readonly Known[], by: Reason['by']): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  for (const customer of customers) {
    for (const mark of new Set(marksOf(customer, by))) {
      const members = blocks.get(mark);
      if (members === undefined) blocks.set(mark, [customer.accountId]);
      else members.push(customer.accountId);
    }
  }
  return new Map([...blocks].filter(([, members]) => members.length > 1));
}

function marksOf({ name, pinyin, ids, domains }: Known, by: Reason['by']): readonly string[] {
  const marks = (): readonly (string | null)[] => {
    if (by === 'name') return [coreName(name)];
    if (by === 'sound') return [soundOf(pinyin)];
    return by === 'id' ? ids.map(plainId) : domains.map(domainOf);
  };
  return marks().filter((mark): mark is string => mark !== null && mark.length > 1);
}

/** All pairs of a few; of many each with the first. */
function pairsOf(members: readonly string[]): readonly (readonly [string, string])[] {
  const [first = ''] = members;
  if (countOfPairs(members) > PAIRS_OF_A_MARK) return members.slice(1, PAIRS_OF_A_MARK + 1).map((other) => [first, other] as const);
  return members.flatMap((one, at) => members.slice(at + 1).map((other) => [one, other] as const));
}

function scoreOf(reasons: readonly Reason[]): number {
  return 1 - [...new Set(reasons.map(({ by }) => by))].reduce((rest, by) => rest * (1 - WEIGHT[by]), 1);
}

/**
 * The name of a pair, whichever is said first.
 *
 * @param one    A customer.
 * @param other  Another one.
 * @returns      Both ids, the smaller first.
 * @example      pairOf('b', 'a') // => 'a b'
 */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
