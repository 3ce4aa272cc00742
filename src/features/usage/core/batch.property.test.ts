import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId } from '../../../kernel/ids.ts';
import { instant } from '../../../kernel/time.ts';
import { receiptSchema } from '../contract.ts';
import { findAccounts } from './find-accounts.ts';
import { mergedBy, mergeUsers } from './merge-users.ts';
import { normalise, type UsageItem } from './normalise.ts';
import { REASONS, type Reason } from './reasons.ts';
import { isKept, receiptOf, type Status, writeReceipt } from './receipt.ts';

const shared = { receivedAt: instant('2026-11-18T02:00:00Z'), sentAt: null, groupId: null, idFor: () => 'made' };
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 3 });
const field = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: anything });
const item = fc.record(
  {
    type: field(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias')),
    messageId: field(fc.constantFrom('m-1', 'm-2', 'm-3')),
    userId: field(fc.constantFrom('u-1', 'u-2')),
    anonymousId: field(fc.constantFrom('a-1', 'a-2')),
    groupId: field(fc.constantFrom('acme', 'beta', 'nobody')),
    event: field(fc.constantFrom('login', 'report')),
    timestamp: field(fc.constantFrom('2026-11-17T00:00:00Z', '2020-01-01T00:00:00Z', '2027-01-01T00:00:00Z')),
    context: field(fc.record({ groupId: fc.constantFrom('acme', 'nobody') }, { requiredKeys: [] })),
    properties: field(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue())),
    traits: field(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue())),
  },
  { requiredKeys: [] },
);

const aliasCall = {
  type: fc.constant('alias'),
  messageId: fc.uuid(),
  userId: fc.constantFrom('u-1', 'u-2'),
  previousId: fc.constantFrom('a-1', 'a-2'),
};

describe('any batch', () => {
  test('each item is judged the same whatever its neighbours are, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(item, anything), { minLength: 1, maxLength: 12 }), (batch) => {
        for (const raw of batch) {
          const judged = normalise(raw, shared);
          expect(normalise(raw, shared)).toEqual(judged);
          if (judged.status === 'rejected') continue;
          const { name, messageId, userId, groupId, module, properties } = judged.item;
          for (const text of [name, messageId, userId ?? '', groupId ?? '', module ?? '']) expect(text.length).toBeLessThanOrEqual(200);
          expect(properties === '' || typeof JSON.parse(properties) === 'object').toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the receipt names every item once, in order, and its sums add up', () => {
    const outcome = fc.record({
      messageId: fc.option(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), { nil: null }),
      status: fc.constantFrom<Status>('accepted', 'duplicate', 'quarantined', 'rejected'),
      code: fc.option(fc.constantFrom(...(Object.keys(REASONS) as Reason[])), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const receipt = receiptOf(outcomes);
        expect(receipt.items.map(({ index, messageId, status }) => [index, messageId, status])).toEqual(
          outcomes.map(({ messageId, status }, index) => [index, messageId, status]),
        );
        for (const status of ['accepted', 'duplicate', 'quarantined', 'rejected'] as const)
          expect(receipt[status]).toBe(receipt.items.filter((one) => one.status === status).length);
        // What is written is what the contract says, to the letter.
        expect(writeReceipt(receipt)).toBe(JSON.stringify(receiptSchema.parse(receipt)));
        expect(isKept(receipt)).toBe(receipt.items.some(({ status }) => status !== 'rejected'));
      }),
    );
  });

  test('the customer of an item is the one it names; else its user’s latest group by then; else the first one ever named', () => {
    const accounts = new Map([
      ['acme', 'acc-acme' as AccountId],
      ['beta', 'acc-beta' as AccountId],
    ]);
    const old = { since: instant('2026-01-01T00:00:00Z'), until: instant('2026-01-01T00:00:00Z'), value: 'acc-old' as AccountId };
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (batch) => {
        const items = batch.map((raw): UsageItem | null => {
          const judged = normalise(raw, shared);
          return judged.status === 'understood' ? judged.item : null;
        });
        const { findings } = findAccounts(items, {
          accountOf: (id) => accounts.get(id),
          groupsOf: (user) => (user === 'u-2' ? [old] : undefined),
        });
        /** What the calls from one place of the batch to another say of a user, in the order of time. */
        const wordsOf = (from: number, to: number, alias: string): { since: number; value: AccountId }[] => {
          const said = items.slice(from, to).flatMap((one) => {
            const value = one?.call === 'group' && one.aliases.includes(alias) ? accounts.get(one.groupId ?? '') : undefined;
            return one === null || value === undefined ? [] : [{ since: one.occurredAt, value }];
          });
          return [...(from === 0 && alias === 'u-2' ? [old] : []), ...said].sort((a, b) => a.since - b.since);
        };
        for (const [index, one] of items.entries()) {
          const finding = findings[index];
          if (one === null) expect(finding).toBeNull();
          else if (one.groupId !== null)
            expect(finding).toMatchObject(
              accounts.has(one.groupId) ? { accountId: accounts.get(one.groupId) } : { code: 'unknown-account' },
            );
          else {
            const before = one.aliases.map((alias) => wordsOf(0, index, alias));
            const told =
              before.map((words) => words.filter(({ since }) => since <= one.occurredAt).at(-1)?.value).find(Boolean) ??
              before.map((words) => words.filter(({ since }) => since === words[0]?.since).at(-1)?.value).find(Boolean) ??
              one.aliases.map((alias) => firstSaid(items.slice(index + 1), alias)).find(Boolean);
            expect(finding).toMatchObject(told === undefined ? { code: 'no-account' } : { accountId: told });
          }
        }
        function firstSaid(rest: readonly (UsageItem | null)[], alias: string): AccountId | undefined {
          const call = rest.find((one) => one?.call === 'group' && one.aliases.includes(alias) && accounts.has(one.groupId ?? ''));
          return accounts.get(call?.groupId ?? '');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('an anonymous user is the one an alias call names from that call on, and never before; nobody else changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(item, fc.record({ ...aliasCall, timestamp: fc.constantFrom('2026-11-17T00:00:00Z', '2026-11-17T12:00:00Z') })), {
          maxLength: 12,
        }),
        (batch) => {
          const items = batch.map((raw): UsageItem | null => {
            const judged = normalise(raw, shared);
            return judged.status === 'understood' ? judged.item : null;
          });
          const merged = mergeUsers(items, () => undefined);
          for (const [index, one] of items.entries()) {
            const now = merged.items[index];
            if (one === null || one.signedIn) {
              expect(now).toBe(one);
              continue;
            }
            const calls = items
              .slice(0, index)
              .filter(
                (call) => call !== null && mergedBy(call) !== null && mergedBy(call) === one.userId && call.occurredAt <= one.occurredAt,
              )
              .sort((a, b) => (a?.occurredAt ?? 0) - (b?.occurredAt ?? 0));
            expect(now?.userId).toBe(calls.at(-1)?.userId ?? one.userId);
            expect(now?.messageId).toBe(one.messageId);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
