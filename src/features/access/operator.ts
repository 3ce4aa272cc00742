import type { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import type { WorkspaceInfo } from '../../platform/context.ts';
import { setup } from './contract.ts';
import { foundAnother, foundFirst } from './founding.ts';
import { makeLink } from './links.ts';
import type { AccessParts } from './parts.ts';
import { insertAudit } from './store-audit.ts';
import { loginByEmail, personsOf } from './store-logins.ts';

/** What whoever runs the server may do from its command line, without signing in. */

const founding = setup.input.omit({ code: true });
const foundingAnother = founding.partial({ password: true });

/** The same as the first visit of a browser, without the one-time code: whoever can run this holds the data folder. */
export async function setUpOwner(parts: AccessParts, input: z.input<typeof founding>): Promise<WorkspaceInfo> {
  return foundFirst(parts, checked(founding, input), parts.clock());
}

/** Another workspace, for an existing user or for a new one with a password. */
export async function addWorkspace(parts: AccessParts, input: z.input<typeof foundingAnother>): Promise<WorkspaceInfo> {
  return foundAnother(parts, checked(foundingAnother, input), parts.clock());
}

function checked<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('invalid-input', 'The workspace cannot be created with these values.', { issues });
}

/**
 * Makes a link with which a user sets a new password.
 *
 * @throws AppError('not-found') when no user with access to a workspace has that e-mail address.
 */
export async function resetPassword(parts: AccessParts, email: string): Promise<{ link: string }> {
  return parts.relational.transaction(async (db) => {
    const login = await loginByEmail(db, email.trim().toLowerCase());
    const persons = login === undefined ? [] : await personsOf(db, login.userId);
    const through = persons.find(({ person }) => person.active);
    if (through === undefined)
      throw new AppError('not-found', `No user with access has the e-mail address '${email.slice(0, 254)}'.`, {
        hint: 'Check the address.',
      });
    const now = parts.clock();
    const { person, workspace } = through;
    const { link } = await makeLink(parts, db, { kind: 'reset', workspaceId: workspace.id, personId: person.id, madeBy: 'operator' }, now);
    for (const one of persons)
      await insertAudit(db, { workspaceId: one.workspace.id, at: now, who: 'operator' }, [
        { action: 'password.reset-link-made', subject: one.person.name, before: null, after: null },
      ]);
    return { link };
  });
}
