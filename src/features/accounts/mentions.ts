import type { PersonId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { SavedRecord } from '../../platform/records/save-records.ts';
import { activePeople } from '../access/reads.ts';
import { noteMentioned } from './contract.ts';
import { mentionsIn } from './core/mentions.ts';
import { byIds, visibleByExternalId } from './store.ts';

type Caller = Extract<Ctx['principal'], { kind: 'person' }>;

/** Tells of everybody whom a person newly mentions in a note and who may see its customer. What an import brings is old news. */
export async function tellMentioned(ctx: Ctx, saved: readonly SavedRecord[], importId: string | null): Promise<void> {
  const { principal } = ctx;
  if (importId !== null || principal.kind !== 'person') return;
  for (const one of saved) if (one.outcome === 'created' || one.outcome === 'changed') await tellOf(ctx, principal, one);
}

async function tellOf(ctx: Ctx, caller: Caller, { before, after }: SavedRecord): Promise<void> {
  const { accountId } = after;
  if (accountId === null || !String(after.content.text).includes('@')) return;
  const people = await activePeople(ctx);
  const names = [...new Set(people.map(({ name }) => name))];
  const known = mentionsIn(String(before?.content.text ?? ''), names);
  const news = mentionsIn(String(after.content.text), names).filter((name) => !known.includes(name));
  const [account] = news.length === 0 ? [] : await byIds(ctx, [accountId]);
  if (account === undefined) return;
  const meant = people.filter(({ id, name }) => news.includes(name) && id !== caller.personId);
  const personIds: PersonId[] = [];
  for (const person of meant) if (await maySee(ctx, caller, person, account.externalId)) personIds.push(person.id);
  if (personIds.length > 0)
    await ctx.emit(noteMentioned, { noteId: after.id, version: after.version, accountId, personIds, by: caller.personId });
}

type Person = Awaited<ReturnType<typeof activePeople>>[number];

async function maySee(ctx: Ctx, caller: Caller, { id, functions, scope, teamId }: Person, externalId: string): Promise<boolean> {
  const as = { ...ctx, principal: { ...caller, personId: id, functions, scope, teamId } };
  return (await visibleByExternalId(as, externalId)) !== null;
}
