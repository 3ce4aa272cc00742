import { LEADING } from '../../contract/access.ts';
import type { InputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Day, daysBetween } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from './commands.ts';
import type * as contract from './contract-away.ts';
import { type Away, LONGEST_AWAY_DAYS } from './core/away.ts';
import { difference } from './core/membership.ts';
import { called, existingPerson, type ShownPerson, shownAlone } from './people.ts';
import { awayOf, lockWorkspace, peopleById, teamById, writeAway } from './store.ts';
import type { Person } from './tables.ts';

/** Says from when until when a person is away, and who takes their new work. */
export async function sayAway(ctx: Ctx, { personId, from, until, standInId }: InputOf<typeof contract.setAway>): Promise<ShownPerson> {
  await lockWorkspace(ctx);
  const person = await existingPerson(ctx, personId);
  await mustLookAfter(ctx, person);
  await checkAway(ctx, person, { from, until, standInId: standInId as PersonId | null });
  return change(ctx, person, { from, until, standInId: standInId as PersonId | null });
}

/** A person is back, or is not going. */
export async function sayBack(ctx: Ctx, { personId }: InputOf<typeof contract.endAway>): Promise<ShownPerson> {
  await lockWorkspace(ctx);
  const person = await existingPerson(ctx, personId);
  await mustLookAfter(ctx, person);
  return change(ctx, person, null);
}

async function change(ctx: Ctx, person: Person, away: Away<PersonId> | null): Promise<ShownPerson> {
  const changed = difference(await facts(ctx, awayOf(person)), await facts(ctx, away));
  if (changed !== null) {
    await writeAway(ctx, person.id, away);
    await audit(ctx, { action: away === null ? 'person.back' : 'person.away', subject: called(person), ...changed });
  }
  return shownAlone(ctx, person.id);
}

/** The trail names the stand-in, as it names everybody. */
async function facts(ctx: Ctx, away: Away<PersonId> | null) {
  const [standIn] = away?.standInId == null ? [] : await peopleById(ctx, [away.standInId]);
  return { awayFrom: away?.from ?? null, awayUntil: away?.until ?? null, standIn: standIn === undefined ? null : called(standIn) };
}

/** For themselves anybody; for others those who lead or run operations, and the lead of their team. */
async function mustLookAfter(ctx: Ctx, person: Person): Promise<void> {
  const { principal } = ctx;
  if (principal.kind !== 'person' || principal.personId === person.id) return;
  const leading: readonly string[] = LEADING;
  if (principal.functions.some((name) => leading.includes(name))) return;
  const team = person.teamId === null ? undefined : await teamById(ctx, person.teamId);
  if (team?.leadPersonId === principal.personId) return;
  throw new AppError('forbidden', `Only ${person.name}, the lead of their team and those who run operations say when they are away.`);
}

async function checkAway(ctx: Ctx, person: Person, { from, until, standInId }: Away<PersonId>): Promise<void> {
  if (until < from)
    throw wrong('until', `The last day, ${until}, is before the first, ${from}.`, 'Choose a last day that is not before the first.');
  if (until < ctx.today) throw wrong('until', `${until} is over already.`, `Choose a last day from ${ctx.today} on.`);
  if (tooLong(from, until)) throw wrong('until', `From ${from} to ${until} is longer than a year.`, 'Choose a nearer last day.');
  if (standInId === null) return;
  if (standInId === person.id) throw wrong('standInId', 'Nobody stands in for themselves.', 'Choose a colleague.');
  const [standIn] = await peopleById(ctx, [standInId]);
  if (standIn === undefined || !standIn.active)
    throw wrong('standInId', `'${standIn?.name ?? standInId}' is nobody who has access here.`, 'Choose a colleague.');
}

function tooLong(from: Day, until: Day): boolean {
  return daysBetween(from, until) >= LONGEST_AWAY_DAYS;
}

function wrong(path: string, detail: string, message: string): AppError {
  return new AppError('invalid-input', detail, { issues: [{ path, message }] });
}
