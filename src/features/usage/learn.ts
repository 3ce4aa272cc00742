import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { fixTimeZone } from '../access/commands.ts';
import { type AccountRow, saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { customerTraits, registeredFrom } from './core/customer-traits.ts';
import { type Finding, findAccounts } from './core/find-accounts.ts';
import { mergedBy, mergeUsers } from './core/merge-users.ts';
import type { Judged, UsageItem } from './core/normalise.ts';
import { type News, tell } from './core/told.ts';
import { type Memory, userAt } from './memory.ts';
import { listRejected, type Quarantined, quarantine, type Rejected } from './store.ts';
import { saveTold, toldOf } from './store-told.ts';
import { register, type UserWords } from './users.ts';

/** What a batch tells beyond its events. */
interface Notes {
  readonly findings: readonly (Finding | null)[];
  /** Users whose customer is new or another. */
  readonly groups: readonly News<AccountId>[];
  /** Anonymous users that are somebody. */
  readonly merges: readonly News<string>[];
  readonly users: readonly UserWords[];
  readonly aside: readonly Quarantined[];
  readonly rejected: readonly Rejected[];
}

/** The items as they are counted, whose they are, and whether anything about users is new. */
interface Learnt {
  readonly items: readonly (UsageItem | null)[];
  readonly findings: readonly (Finding | null)[];
  readonly news: { readonly groups: boolean; readonly users: boolean };
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
): Promise<Learnt> {
  const known = allKnown(memory, judged);
  if (known !== null) return known;
  const { items, news: merges } = await merged(ctx, memory, judged);
  await lookUp(ctx, memory, items);
  const said = customersSaid(ctx, memory, items);
  const noted = (ids: ReadonlyMap<string, AccountId>): Notes => ({ ...notesOf(ctx, memory, source, judged, items, ids, sampleOf), merges });
  const early = said.size === 0 ? noted(new Map()) : null;
  if (early !== null && memory.zoneFixed && isNothing(early)) {
    remember(memory, items, early, new Map());
    return { items, findings: early.findings, news: { groups: false, users: false } };
  }
  const { notes, ids } = await ctx.transaction(async (inside) => {
    if (!memory.zoneFixed) await fixTimeZone(inside);
    const saved = said.size === 0 ? new Map<string, AccountId>() : (await saveAccounts(inside, [...said.values()])).ids;
    const written = early ?? noted(saved);
    await write(inside, written);
    return { notes: written, ids: saved };
  });
  remember(memory, items, notes, ids);
  return { items, findings: notes.findings, news: { groups: notes.groups.length + merges.length > 0, users: notes.users.length > 0 } };
}

/** Of a batch that tells nothing new, by users who are signed in, of customers who are in memory: nearly every batch is one. Else null. */
function allKnown(memory: Memory, judged: readonly Judged[]): Learnt | null {
  if (!memory.zoneFixed) return null;
  const [items, findings]: [UsageItem[], Finding[]] = [[], []];
  for (const one of judged) {
    if (one.status !== 'understood') return null;
    const { call, groupId, userId, signedIn } = one.item;
    const tellsNothing = call === 'track' || call === 'page' || call === 'screen';
    const accountId = tellsNothing && groupId !== null && (signedIn || userId === null) ? memory.accounts.get(groupId) : undefined;
    if (accountId === undefined) return null;
    items.push(one.item);
    findings.push({ accountId });
  }
  return { items, findings, news: { groups: false, users: false } };
}

/** The items that were understood, anonymous ones with their user where an `alias` call has told it. */
async function merged(ctx: Ctx, memory: Memory, judged: readonly Judged[]): Promise<ReturnType<typeof mergeUsers>> {
  const items = judged.map((one) => (one.status === 'understood' ? one.item : null));
  const names = new Set<string>();
  for (const item of items) {
    const name = item === null ? null : anonymousIn(item);
    if (name !== null && memory.merges.get(name) === undefined) names.add(name);
  }
  if (names.size > 0) {
    const known = await toldOf(ctx, 'alias', names);
    for (const name of names) if (memory.merges.get(name) === undefined) memory.merges.set(name, known.get(name) ?? []);
  }
  return mergeUsers(items, (name) => memory.merges.get(name));
}

/** The anonymous user that an item is of, or that it merges. */
function anonymousIn(item: UsageItem): string | null {
  return mergedBy(item) ?? (item.signedIn ? null : item.userId);
}

/** Asks the relational store about all that is not in memory: once about customers, once about users' customers. */
async function lookUp(ctx: Ctx, memory: Memory, items: readonly (UsageItem | null)[]): Promise<void> {
  const [names, users] = [new Set<string>(), new Set<string>()];
  for (const item of items) if (item !== null) noteMissing(memory, item, names, users);
  if (names.size > 0)
    for (const [externalId, accountId] of await accountIdsByExternalId(ctx, [...names])) memory.accounts.set(externalId, accountId);
  if (users.size === 0) return;
  const known = await toldOf(ctx, 'group', users);
  // A group call that finished meanwhile knows better than this answer.
  for (const user of users) if (memory.groups.get(user) === undefined) memory.groups.set(user, known.get(user) ?? []);
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
): Omit<Notes, 'merges'> {
  const { findings, news } = findAccounts(items, {
    accountOf: (externalId) => saved.get(externalId) ?? memory.accounts.get(externalId),
    groupsOf: (user) => memory.groups.get(user),
  });
  const [aside, rejected]: [Quarantined[], Rejected[]] = [[], []];
  for (const [index, one] of judged.entries()) {
    const finding = findings[index] ?? null;
    if (one.status === 'rejected') rejected.push({ source, code: one.code, subject: one.subject, item: sampleOf(index) });
    else if (finding === null || 'code' in finding) aside.push(keptAside(ctx, source, items[index] ?? one.item, finding));
  }
  return {
    findings,
    groups: news,
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

function isNothing({ groups, merges, users, aside, rejected }: Notes): boolean {
  return groups.length + merges.length + users.length + aside.length + rejected.length === 0;
}

async function write(ctx: Ctx, { groups, merges, users, aside, rejected }: Notes): Promise<void> {
  await saveTold(ctx, 'group', groups);
  await saveTold(ctx, 'alias', merges);
  await register(ctx, users);
  await quarantine(ctx, aside);
  await listRejected(ctx, rejected);
}

/** After the commit: what is kept may be relied on. */
function remember(memory: Memory, items: readonly (UsageItem | null)[], notes: Notes, saved: ReadonlyMap<string, AccountId>): void {
  memory.zoneFixed = true;
  for (const [externalId, accountId] of saved) memory.accounts.set(externalId, accountId);
  for (const { accountId, userId, from } of notes.users) memory.registered.set(userAt(accountId, userId), from);
  for (const item of items) {
    if (item?.call === 'alias') rememberMerge(memory, item);
    else if (item?.call === 'group') rememberGroup(memory, item);
  }
}

/** Another batch may have told something meanwhile, so it is told again instead of being put there. */
function rememberGroup(memory: Memory, { groupId, aliases, occurredAt, properties }: UsageItem): void {
  const accountId = groupId === null ? undefined : memory.accounts.get(groupId);
  if (accountId === undefined) return;
  for (const alias of aliases) memory.groups.set(alias, tell(memory.groups.get(alias) ?? [], occurredAt, accountId).told);
  if (properties !== '') memory.traits.set(accountId, properties);
}

function rememberMerge(memory: Memory, item: UsageItem): void {
  const previousId = mergedBy(item);
  if (previousId === null || item.userId === null) return;
  memory.merges.set(previousId, tell(memory.merges.get(previousId) ?? [], item.occurredAt, item.userId).told);
}
