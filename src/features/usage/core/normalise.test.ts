import { describe, expect, test } from 'vitest';
import { formatInstant, instant } from '../../../kernel/time.ts';
import { meaningOf } from './kinds.ts';
import { type Batch, normalise, type UsageItem } from './normalise.ts';

const receivedAt = instant('2026-11-18T02:00:00Z');
const shared: Batch = { receivedAt, sentAt: null, groupId: null, idFor: (content) => content ?? 'random' };
const track = { type: 'track', event: 'report', userId: 'u-1', messageId: 'm-1', context: { groupId: 'acme' } };
const read = (more: Record<string, unknown>, batch: Partial<Batch> = {}): UsageItem => {
  const judged = normalise({ ...track, ...more }, { ...shared, ...batch });
  if (judged.status !== 'understood') throw new Error(JSON.stringify(judged));
  return judged.item;
};
const refusal = (more: unknown) => {
  const judged = normalise(more, shared);
  return judged.status === 'rejected' ? `${judged.code} ${judged.subject}`.trim() : judged.status;
};

describe('what an event means (settled 2)', () => {
  test.each(['login', 'Logged In', ' signed in ', 'sign_in', '登录'])('%s is a login', (name) => {
    expect(read({ event: name }).kind).toBe('login');
  });

  test.each([
    ['any other name', read({}).kind, 'action'],
    ['a page called Login', read({ type: 'page', name: 'Login' }).kind, 'action'],
    ['a reserved property', read({ properties: { kind: 'record' } }).kind, 'record'],
    ['a reserved property against a login name', read({ event: 'login', properties: { kind: 'gauge' } }).kind, 'gauge'],
    ['a property of another meaning', read({ properties: { kind: 'premium' } }).kind, 'action'],
    ['a sender that calls its activity none', read({ properties: { kind: 'other' } }).kind, 'action'],
    ['telling who somebody is', read({ type: 'identify', traits: { kind: 'login' } }).kind, 'other'],
    ['an alias', meaningOf('alias', 'login', 'login'), 'other'],
  ])('%s', (_, kind, expected) => {
    expect(kind).toBe(expected);
  });

  test('module and client come from reserved properties; a screen is of an app', () => {
    expect(read({ properties: { module: '报销', client: 'pc' } })).toMatchObject({ module: '报销', client: 'pc' });
    expect(read({ properties: { module: 7, client: 'fridge' } })).toMatchObject({ module: null, client: null });
    expect(read({ type: 'screen', name: 'Home' })).toMatchObject({ name: 'Home', client: 'app', kind: 'action' });
    expect(read({ type: 'page' })).toMatchObject({ name: 'page', client: null });
    expect(read({ type: 'identify', traits: { module: 'x' } }).module).toBeNull();
  });
});

describe('who and which customer', () => {
  test('context.groupId, then groupId, then properties.groupId, then the context of the batch', () => {
    const everywhere = { context: { groupId: 'a' }, groupId: 'b', properties: { groupId: 'c' } };
    expect(read(everywhere, { groupId: 'd' }).groupId).toBe('a');
    expect(read({ ...everywhere, context: {} }, { groupId: 'd' }).groupId).toBe('b');
    expect(read({ ...everywhere, context: null, groupId: '' }, { groupId: 'd' }).groupId).toBe('c');
    expect(read({ context: undefined }, { groupId: 'd' }).groupId).toBe('d');
    expect(read({ context: 'text' }).groupId).toBeNull();
    expect(read({ ...everywhere, type: 'group' }).groupId).toBe('b');
    expect(read({ context: { groupId: ' 42 ' } }).groupId).toBe('42');
    expect(read({ context: { groupId: 42 } }).groupId).toBe('42');
  });

  test('userId, or the anonymous one; an alias also brings the previous one', () => {
    expect(read({ anonymousId: 'anon' })).toMatchObject({ userId: 'u-1', aliases: ['u-1', 'anon'], signedIn: true });
    expect(read({ userId: null, anonymousId: 'anon' })).toMatchObject({ userId: 'anon', aliases: ['anon'], signedIn: false });
    expect(read({ type: 'alias', previousId: 'before' }).aliases).toEqual(['u-1', 'before']);
    expect(read({ userId: 0 }).userId).toBe('0');
  });

  test('what systems do is nobody’s, and so is a group call', () => {
    expect(read({ userId: null, properties: { kind: 'integration-call' } }).userId).toBeNull();
    expect(read({ type: 'group', groupId: 'acme', userId: null }).aliases).toEqual([]);
    expect(refusal({ ...track, userId: null })).toBe('no-user');
    expect(refusal({ ...track, userId: '  ' })).toBe('no-user');
  });
});

describe('when (settled 15)', () => {
  test('no time: when it came; a time: that; both ends of the sender’s clock: corrected', () => {
    expect(read({}).occurredAt).toBe(receivedAt);
    expect(formatInstant(read({ timestamp: '2026-11-18T09:00:00+08:00' }).occurredAt)).toBe('2026-11-18T01:00:00.000Z');
    const wrong = { timestamp: '1999-01-01T00:00:00Z', sentAt: '1999-01-01T00:00:30Z' };
    expect(formatInstant(read(wrong).occurredAt)).toBe('2026-11-18T01:59:30.000Z');
    expect(formatInstant(read({ timestamp: wrong.timestamp }, { sentAt: instant(wrong.sentAt) }).occurredAt)).toBe(
      '2026-11-18T01:59:30.000Z',
    );
    expect(read({ originalTimestamp: '2026-11-17T00:00:00Z' }).occurredAt).toBe(instant('2026-11-17T00:00:00Z'));
    expect(read({ timestamp: '2026-11-17T00:00:00Z', sentAt: 'soon' }).occurredAt).toBe(instant('2026-11-17T00:00:00Z'));
  });

  test.each([
    ['2026-11-18T02:15:00.000Z', 'understood'],
    ['2026-11-18T02:15:00.001Z', 'too-far-ahead'],
    ['2023-11-18T02:00:00.000Z', 'understood'],
    ['2023-11-18T01:59:59.999Z', 'too-old'],
    ['2026-11-18T02:00:00', 'bad-time 2026-11-18T02:00:00'],
    ['2026-02-30T02:00:00Z', 'bad-time 2026-02-30T02:00:00Z'],
    [1763431200000, 'bad-time 1763431200000'],
    [{ year: 2026 }, 'bad-time object'],
  ])('%s: %s', (timestamp, expected) => {
    expect(refusal({ ...track, timestamp })).toBe(expected);
  });
});

describe('items that are not what they should be', () => {
  test.each([
    [null, 'shape item'],
    [7, 'shape item'],
    [[track], 'shape item'],
    [{}, 'unknown-type undefined'],
    [{ type: 'purchase' }, 'unknown-type purchase'],
    [{ type: ['track'] }, 'unknown-type object'],
    [{ ...track, type: 'y'.repeat(500) }, `unknown-type ${'y'.repeat(59)}…`],
    [{ ...track, messageId: 'x'.repeat(201) }, 'shape messageId'],
    [{ ...track, messageId: {} }, 'shape messageId'],
    [{ ...track, userId: 'x'.repeat(201) }, 'shape userId'],
    [{ ...track, userId: ['u'] }, 'shape userId'],
    [{ ...track, anonymousId: true }, 'shape anonymousId'],
    [{ ...track, event: '' }, 'shape event'],
    [{ ...track, event: 7 }, 'shape event'],
    [{ ...track, event: 'x'.repeat(201) }, 'shape event'],
    [{ ...track, type: 'page', name: 'x'.repeat(201) }, 'shape name'],
    [{ ...track, context: { groupId: {} } }, 'shape context.groupId'],
    [{ ...track, type: 'group' }, 'shape groupId'],
    [{ ...track, properties: [] }, 'shape properties'],
    [{ ...track, properties: { text: 'x'.repeat(33_000) } }, 'shape properties'],
    [{ ...track, type: 'identify', traits: 'x' }, 'shape traits'],
    [JSON.parse('{"__proto__":{"type":"track"}}'), 'unknown-type undefined'],
  ])('%j', (item, expected) => {
    expect(refusal(item)).toBe(expected);
  });

  test('properties too deep to write cost only their item', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(refusal({ ...track, properties: { deep } })).toBe('shape properties');
  });

  test('names of prototypes are names: nothing is inherited, nothing leaks', () => {
    const item = read({ properties: JSON.parse('{"__proto__":{"kind":"login"},"constructor":1}') });
    expect(item).toMatchObject({ kind: 'action', properties: '{"__proto__":{"kind":"login"},"constructor":1}' });
    expect(Object.hasOwn(Object.prototype, 'kind')).toBe(false);
  });

  test('an id is made from the content where the time was said, so that sending again makes the same one', () => {
    const [once, again] = [1, 2].map(() => read({ messageId: null, timestamp: '2026-11-17T00:00:00Z' }).messageId);
    expect(once).toBe(again);
    expect(read({ messageId: null, timestamp: '2026-11-17T00:00:00Z', event: 'other' }).messageId).not.toBe(once);
    expect(read({ messageId: null }).messageId).toBe('random');
  });
});
