import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { fixTimeZone } from '../access/commands.ts';
import { type AccountRow, saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { customerTraits, registeredFrom } from './core/customer-traits.ts';
import { type Finding, findAccounts } from './core/find-accounts.ts';
import type { Judged, UsageItem } from './core/normalise.ts';
import { type Memory, userAt } from './memory.ts';
import { listRejected, type Quarantined, quarantine, type Rejected, saveUserGroups, userGroups } from './store.ts';
import { register, type UserWords } from './users.ts';

/** What a batch tells beyond its events. */
interface Notes {
  readonly findings: readonly (Finding | null)[];
  /** Users whose customer is new or another. */
  readonly groups: ReadonlyMap<string, AccountId>;
  readonly users: readonly UserWords[];
  readonly aside: readonly Quarantined[];
  readonly rejected: readonly Rejected[];
}

/**
 * Finds the customer of every item, and keeps what the batch tells about customers, users and their groups, with the items that are
 * kept aside or refused: all in one transaction, and in none when nothing is new. It is safe to happen twice, so it comes before
 * the events are written: a batch whose events could not be written is sent again.
 */
export async function learn(
  ctx: Ctx,
  memory: Memory,
  source: string,
  judged: readonly Judged[],
  sampleOf: (index: number) => string,
): Promise<{ findings: readonly (Finding | null)[]; news: { groups: boolean; users: boolean } }> {
  const items = judged.map((one) => (one.status === 'understood' ? one.item : null));
  await lookUp(ctx, memory, items);
  const said = customersSaid(ctx, memory, items);
  const noted = (ids: ReadonlyMap<string, AccountId>): Notes => notesOf(ctx, memory, source, judged, items, ids, sampleOf);
  const early = said.size === 0 ? noted(new Map()) : null;
  if (early !== null && memory.zoneFixed && isNothing(early)) return { findings: early.findings, news: { groups: false, users: false } };
  const { notes, ids } = await ctx.transaction(async (inside) => {
    if (!memory.zoneFixed) await fixTimeZone(inside);
    const saved = said.size === 0 ? new Map<string, AccountId>() : (await saveAccounts(inside, [...said.values()])).ids;
    const written = early ?? noted(saved);
    await write(inside, written);
    return { notes: written, ids: saved };
  });
  remember(memory, items, notes, ids);
  return { findings: notes.findings, news: { groups: notes.groups.size > 0, users: notes.users.length > 0 } };
}

/** Asks the relational store about all that is not in memory: once about customers, once about users. */
async function lookUp(ctx: Ctx, memory: Memory, items: readonly (UsageItem | null)[]): Promise<void> {
  const [names, users] = [new Set<string>(), new Set<string>()];
  for (const item of items) if (item !== null) noteMissing(memory, item, names, users);
  if (names.size > 0)
    for (const [externalId, accountId] of await accountIdsByExternalId(ctx, [...names])) memory.accounts.set(externalId, accountId);
  if (users.size === 0) return;
  const known = await userGroups(ctx, [...users]);
  // A group call that finished meanwhile knows better than this answer.
  for (const user of users) if (memory.groups.get(user) === undefined) memory.groups.set(user, known.get(user) ?? null);
}

function noteMissing(memory: Memory, { call, groupId, aliases }: UsageItem, names: Set<string>, users: Set<string>): void {
  if (groupId !== null && memory.accounts.get(groupId) === undefined) names.add(groupId);
  if (groupId !== null && call !== 'group') return;
  for (const alias of aliases) if (memory.groups.get(alias) === undefined) users.add(alias);
}

/** What `group` calls say about customers that is new: by external id, the last word of each kind counts. */
function customersSaid(ctx: Ctx, memory: Memory, items: readonly (UsageItem | null)[]): ReadonlyMap<string, AccountRow> {
  const said = new Map<string, AccountRow>();
  for (const item of items) {
    if (item?.call !== 'group' || item.groupId === null) continue;
    const known = memory.accounts.get(item.groupId);
    if (known !== undefined && (item.properties === '' || memory.traits.get(known) === item.properties)) continue;
    const { createdOn, ...traits } = customerTraits(item.properties, ctx.workspace.timeZone);
    // When a known customer starts, a contract or a person has said, or its events have.
    const startsOn = known === undefined && createdOn !== undefined && createdOn <= ctx.today ? { startsOn: createdOn } : {};
    const earlier = said.get(item.groupId);
    said.set(item.groupId, {
      ...earlier,
      ...traits,
      ...startsOn,
      externalId: item.groupId,
      attributes: { ...earlier?.attributes, ...traits.attributes },
    });
  }
  return said;
}

function notesOf(
  ctx: Ctx,
  memory: Memory,
  source: string,
  judged: readonly Judged[],
  items: readonly (UsageItem | null)[],
  saved: ReadonlyMap<string, AccountId>,
  sampleOf: (index: number) => string,
): Notes {
  const { findings, groups } = findAccounts(items, {
    accountOf: (externalId) => saved.get(externalId) ?? memory.accounts.get(externalId),
    groupOf: (user) => memory.groups.get(user) ?? undefined,
  });
  const [aside, rejected]: [Quarantined[], Rejected[]] = [[], []];
  for (const [index, one] of judged.entries()) {
    const finding = findings[index] ?? null;
    if (one.status === 'rejected') rejected.push({ source, code: one.code, subject: one.subject, item: sampleOf(index) });
    else if (finding === null || 'code' in finding) aside.push(keptAside(ctx, source, one.item, finding));
  }
  return {
    findings,
    groups: new Map([...groups].filter(([user, accountId]) => memory.groups.get(user) !== accountId)),
    users: usersSaid(ctx, items, findings).filter(({ accountId, userId, from }) => {
      const known = memory.registered.get(userAt(accountId, userId));
      return known === undefined || from < known;
    }),
    aside,
    rejected,
  };
}

function keptAside(ctx: Ctx, source: string, item: UsageItem, finding: Extract<Finding, { code: string }> | null): Quarantined {
  return {
    messageId: item.messageId,
    source,
    code: finding?.code ?? 'too-old',
    subject: finding?.code === 'unknown-account' ? (item.groupId ?? '') : '',
    waitsFor: finding?.waitsFor ?? null,
    item: JSON.stringify(item),
    receivedAt: ctx.now,
  };
}

/** The end users that `identify` calls tell of, where their customer is known. */
export function usersSaid(ctx: Ctx, items: readonly (UsageItem | null)[], findings: readonly (Finding | null)[]): readonly UserWords[] {
  return items.flatMap((item, index) => {
    const finding = findings[index];
    if (item?.call !== 'identify' || !item.signedIn || item.userId === null || !finding || !('accountId' in finding)) return [];
    const { accountId } = finding;
    const { from, stated } = registeredFrom(item.properties, item.occurredAt, ctx.workspace.timeZone);
    return [{ accountId, userId: item.userId, from, stated, corrects: false }];
  });
}

function isNothing({ groups, users, aside, rejected }: Notes): boolean {
  return groups.size === 0 && users.length === 0 && aside.length === 0 && rejected.length === 0;
}

async function write(ctx: Ctx, { groups, users, aside, rejected }: Notes): Promise<void> {
  await saveUserGroups(ctx, groups);
  await register(ctx, users);
  await quarantine(ctx, aside);
  await listRejected(ctx, rejected);
}

/** After the commit: what is kept may be relied on. */
function remember(memory: Memory, items: readonly (UsageItem | null)[], notes: Notes, saved: ReadonlyMap<string, AccountId>): void {
  memory.zoneFixed = true;
  for (const [externalId, accountId] of saved) memory.accounts.set(externalId, accountId);
  for (const [user, accountId] of notes.groups) memory.groups.set(user, accountId);
  for (const { accountId, userId, from } of notes.users) memory.registered.set(userAt(accountId, userId), from);
  for (const item of items) {
    if (item?.call !== 'group' || item.groupId === null || item.properties === '') continue;
    const accountId = memory.accounts.get(item.groupId);
    if (accountId !== undefined) memory.traits.set(accountId, item.properties);
  }
}
