import { createHash, randomBytes } from 'node:crypto';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayOf, formatInstant, type Instant } from '../../kernel/time.ts';
import { KEEP } from '../../platform/backup/rotation.ts';
import type { Ctx, PublicCtx } from '../../platform/context.ts';
import { FileReply } from '../../platform/module.ts';
import { audit } from '../access/commands.ts';
import type * as contract from './contract.ts';
import type { CustodyParts } from './parts.ts';

/** How long an address for a download works. */
const LINK_MS = 60_000;

export async function backupList({ shelf, administersAll }: CustodyParts, ctx: Ctx): Promise<OutputOf<typeof contract.listBackups>> {
  const keep = { ...KEEP };
  if (!(await administersAll(ctx))) return { allowed: false, backups: [], making: null, failure: null, keep };
  const [making, failure] = [shelf.making(), shelf.failure()];
  return {
    allowed: true,
    backups: (await shelf.list()).map(({ name, why, madeAt, bytes }) => ({ name, why, madeAt: formatInstant(madeAt), bytes })),
    making: making === null ? null : { name: making.name, since: formatInstant(making.since) },
    failure: failure === null ? null : { at: formatInstant(failure.at), message: failure.message },
    keep,
  };
}

export async function beginBackup({ shelf, administersAll }: CustodyParts, ctx: Ctx): Promise<OutputOf<typeof contract.createBackup>> {
  if (!(await administersAll(ctx)))
    throw new AppError('forbidden', 'A backup holds every workspace of this server, and you do not administer all of them.', {
      hint: 'Ask whoever runs the server; `mooring backup` on the machine itself makes one.',
    });
  // Before it is made, so that it stands in the backup itself.
  await ctx.transaction((inside) => audit(inside, { action: 'backup.made', subject: ctx.workspace.key, before: null, after: null }));
  return { name: shelf.make('by-hand').name };
}

interface Link {
  readonly name: string;
  readonly until: Instant;
}

/** Addresses that were made and not used. They need not outlive the process. */
const links = new WeakMap<CustodyParts['shelf'], Map<string, Link>>();

function linksOf({ shelf }: CustodyParts): Map<string, Link> {
  const known = links.get(shelf) ?? new Map<string, Link>();
  links.set(shelf, known);
  return known;
}

export async function backupLink(
  parts: CustodyParts,
  ctx: Ctx,
  { name }: InputOf<typeof contract.linkToBackup>,
): Promise<OutputOf<typeof contract.linkToBackup>> {
  const found = (await parts.administersAll(ctx)) ? await parts.shelf.find(name) : null;
  if (found === null) throw new AppError('not-found', 'There is no backup of this name that you can see.');
  const token = randomBytes(32).toString('base64url');
  const open = linksOf(parts);
  for (const [hash, { until }] of open) if (until < ctx.now) open.delete(hash);
  open.set(hashOf(token), { name, until: (ctx.now + LINK_MS) as Instant });
  await ctx.transaction((inside) => audit(inside, { action: 'backup.downloaded', subject: name, before: null, after: null }));
  return { path: `/api/v1/backup-files/${token}`, expiresAt: formatInstant((ctx.now + LINK_MS) as Instant) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export async function backupFile(
  parts: CustodyParts,
  ctx: PublicCtx,
  { token }: InputOf<typeof contract.downloadBackup>,
): Promise<FileReply> {
  const open = linksOf(parts);
  const hash = hashOf(token);
  const link = open.get(hash);
  open.delete(hash);
  const found = link === undefined || link.until < ctx.now ? null : await parts.shelf.find(link.name);
  if (link === undefined || found === null) throw new AppError('link-expired', 'This address was used already, or is too old.');
  return new FileReply(found.path, link.name, found.bytes);
}

/**
 * The backup of the day. A job runs once a workspace: the first makes it, the others find it. A day that is not today cannot be saved any
 * more.
 */
export async function backUpDaily({ shelf }: CustodyParts, ctx: Ctx): Promise<void> {
  const { timeZone } = ctx.workspace;
  if (ctx.today !== dayOf(ctx.now, timeZone)) return;
  const isThere = async (): Promise<boolean> =>
    (await shelf.list()).some(({ why, madeAt }) => why === 'daily' && dayOf(madeAt, timeZone) === ctx.today);
  while (!(await isThere())) {
    const { name, done } = shelf.make('daily');
    await done;
    // Another one was being made; after it comes ours. Its failure is not ours either, and was thrown.
    if (name.includes('-daily.')) return;
  }
}
