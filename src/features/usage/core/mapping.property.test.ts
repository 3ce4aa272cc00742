import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAMED_MEANINGS } from './kinds.ts';
import { callKept, compileMapping, MAPPED_CALLS, type MappingRule, propertyText, signsNamed } from './mapping.ts';
import { type Lot, lotChanges, splitsFor } from './mapping-scope.ts';
import { matchesName } from './name-pattern.ts';

const rule = (parts: Partial<MappingRule> & { name: string }): MappingRule => ({
  type: null,
  where: null,
  kind: null,
  module: null,
  client: null,
  seconds: null,
  value: null,
  ...parts,
});

const KINDS = [...NAMED_MEANINGS] as NonNullable<MappingRule['kind']>[];
const name = fc.constantFrom('login', 'order.new', 'order.paid', 'export', '登录', 'page');
const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null });
const rules: fc.Arbitrary<MappingRule[]> = fc.array(
  fc.record({
    type: optional(fc.constantFrom(...MAPPED_CALLS)),
    name: fc.oneof(name, fc.constantFrom('*', 'order.*', '*.new', 'o*r*n*')),
    where: optional(fc.record({ property: fc.constantFrom('plan', 'step', 'module'), equals: fc.constantFrom('gold', '1', 'true', '') })),
    kind: optional(fc.constantFrom(...KINDS)),
    module: optional(fc.constantFrom('orders', 'reports')),
    client: optional(fc.constantFrom('pc' as const, 'app' as const)),
    seconds: fc.constant(null),
    value: fc.constant(null),
  }),
  { maxLength: 6 },
);
const properties = fc.record(
  {
    $call: fc.constantFrom('page', 'screen'),
    plan: fc.constantFrom('gold', 'free', { nested: true }),
    step: fc.constantFrom(1, 2, '1', true, null),
    kind: fc.constantFrom('record', 'nonsense', 7),
    module: fc.constantFrom('billing', '', 'gold', 1, ['x']),
    client: fc.constantFrom('pc', 'fridge'),
  },
  { requiredKeys: [] },
);

describe('mapping (settled 2)', () => {
  test('without rules only the built-in names are logins, and a page called so is none', () => {
    const { labels } = compileMapping([]);
    expect(labels('track', ' Logged In ', null)).toEqual({ kind: 'login', module: null, client: null });
    expect(labels('page', 'login', null).kind).toBe('action');
    expect(labels('screen', 'Orders', null)).toEqual({ kind: 'action', module: null, client: 'app' });
    expect(labels('identify', 'identify', { kind: 'login', module: 'x' })).toEqual({ kind: 'other', module: null, client: null });
  });

  test('each part comes from the first rule that fits and says it; a rule for one name and one for a family add up', () => {
    const { labels, rulesOf } = compileMapping([
      rule({ name: 'order.login', kind: 'login' }),
      rule({ name: 'order.*', kind: 'record', module: 'orders' }),
      rule({ name: '*', module: 'rest', client: 'pc' }),
    ]);
    expect(labels('track', 'order.login', null)).toEqual({ kind: 'login', module: 'orders', client: 'pc' });
    expect(labels('track', 'order.new', null)).toEqual({ kind: 'record', module: 'orders', client: 'pc' });
    expect(labels('track', 'export', null)).toEqual({ kind: 'action', module: 'rest', client: 'pc' });
    expect(rulesOf('order.new')).toEqual([1, 2]);
  });

  test('reserved properties win, where they hold what they may', () => {
    const { labels } = compileMapping([rule({ name: '*', kind: 'record', module: 'orders', client: 'pc' })]);
    expect(labels('track', 'x', { kind: 'login', module: 'crm', client: 'app' })).toEqual({ kind: 'login', module: 'crm', client: 'app' });
    expect(labels('track', 'x', { kind: 'other', module: '', client: 'fridge' })).toEqual({
      kind: 'record',
      module: 'orders',
      client: 'pc',
    });
    expect(labels('track', 'x', JSON.parse('{"__proto__":{"kind":"login"}}') as Record<string, unknown>).kind).toBe('record');
  });

  test('a rule may ask for the type and for one property, as it is written', () => {
    const { labels } = compileMapping([
      rule({ name: 'job', type: 'track', where: { property: 'done', equals: 'true' }, kind: 'process-finished' }),
    ]);
    expect(labels('track', 'job', { done: true }).kind).toBe('process-finished');
    expect(labels('track', 'job', { done: 'true' }).kind).toBe('process-finished');
    expect(labels('track', 'job', { done: false }).kind).toBe('action');
    expect(labels('page', 'job', { done: true }).kind).toBe('action');
    expect(labels('track', 'job', null).kind).toBe('action');
  });

  test('numbers come from the properties that a rule names, or from the reserved ones', () => {
    const { measures } = compileMapping([rule({ name: 'call', seconds: 'length', value: 'depth' })]);
    expect(measures('track', 'call', { length: '12.5', depth: 3 })).toEqual({ seconds: 12.5, value: 3 });
    expect(measures('track', 'call', { seconds: 7, length: 12, depth: 'deep' })).toEqual({ seconds: 7, value: null });
    expect(measures('track', 'other', { length: 12 })).toEqual({ seconds: null, value: null });
  });

  test('a star stands for any text', () => {
    const fitting = ['', 'a', 'ab', 'xay', 'axb', 'a*b'].map((one) =>
      ['*', 'a*', '*a*', 'a*b', 'ab'].filter((pattern) => matchesName(pattern, one)),
    );
    expect(fitting).toEqual([
      ['*'],
      ['*', 'a*', '*a*'],
      ['*', 'a*', '*a*', 'a*b', 'ab'],
      ['*', '*a*'],
      ['*', 'a*', '*a*', 'a*b'],
      ['*', 'a*', '*a*', 'a*b'],
    ]);
    expect(matchesName('a*a', 'a')).toBe(false);
    expect(matchesName('*ab*ab*', 'xaby')).toBe(false);
  });

  test('property: a pattern fits as a regular expression would say, and a long hostile one takes no time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (pattern, one) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        expect(matchesName(pattern, one)).toBe(new RegExp(`^${expression}$`).test(one));
      }),
    );
    const started = performance.now();
    expect(matchesName(`${'a*'.repeat(100)}b`, 'a'.repeat(200))).toBe(false);
    expect(performance.now() - started).toBeLessThan(50);
  });

  test('property: changing lots one by one gives what each event would have got when it came', () => {
    fc.assert(
      fc.property(rules, rules, name, properties, (before, after, called, said) => {
        const call = callKept(said);
        const now = compileMapping(before).labels(call, called, said);
        const values = splitsFor(after).map(({ property, values: asked }) => {
          const own = (said as Record<string, unknown>)[property];
          const value = propertyText(own);
          if (asked === 'any') return typeof own === 'string' && own !== '' ? '' : null;
          return value !== null && asked.includes(value) ? value : null;
        });
        const lot: Lot = { name: called, values, ...now };
        const [change] = lotChanges([lot], after);
        expect({ ...now, ...change?.to }).toEqual(compileMapping(after).labels(call, called, said));
      }),
      { numRuns: 2000 },
    );
  });

  test('property: what is no activity stays so', () => {
    fc.assert(
      fc.property(rules, (after) => {
        expect(lotChanges([{ name: 'login', values: [], kind: 'other', module: null, client: null }], after)).toEqual([]);
      }),
    );
  });

  test('decision 0005: a person has named the login when a rule does', () => {
    expect(signsNamed([rule({ name: 'x', kind: 'record', module: 'm' })])).toEqual(['module']);
    expect(signsNamed([rule({ name: 'x', kind: 'record' }), rule({ name: 'enter', kind: 'login' })])).toEqual(['login']);
  });
});
