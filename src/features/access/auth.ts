import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { AppError } from '../../kernel/errors.ts';
import type { PublicCtx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import type { AccessParts } from './parts.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { sessions, signInCredentials, users, verifications } from './tables.ts';

const DAY_SECONDS = 86_400;
/** A session ends when nobody has opened Mooring with it for this long. */
const SESSION_SECONDS = 30 * DAY_SECONDS;

/** Our own header for the address of the caller: what a client writes into others must not count. */
const ADDRESS_HEADER = 'x-mooring-address';

const ID_PREFIXES: Readonly<Record<string, string>> = { user: 'usr', session: 'ses', account: 'cred' };

function createAuth({ relational, secret, publicUrl, log }: AccessParts) {
  return betterAuth({
    database: drizzleAdapter(relational.unscopedDb, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: signInCredentials, verification: verifications },
    }),
    // Its own routes are not mounted, so the address is a name only; what it would otherwise read from the environment is given.
    baseURL: publicUrl ?? 'http://127.0.0.1',
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ from: 'sign-in library' }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Our contract takes 128 characters; here they are counted in UTF-16 units, of which a character has up to two.
      maxPasswordLength: 256,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(password, hash) },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY_SECONDS },
    advanced: {
      cookiePrefix: 'mooring',
      // Behind a proxy this server itself speaks http: the address people use decides.
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      database: { generateId: ({ model }) => newId(ID_PREFIXES[model] ?? 'ath') },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

const made = new WeakMap<AccessParts, Auth>();

/** The sign-in library over the house's own tables. It opens statements of its own: never call it inside a transaction (settled 23). */
export function authOf(parts: AccessParts): Auth {
  const auth = made.get(parts) ?? createAuth(parts);
  made.set(parts, auth);
  return auth;
}

/** What the library may know of a request. */
function headersOf({ headers, ip }: PublicCtx['request']): Headers {
  const known = new Headers({ [ADDRESS_HEADER]: ip });
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name);
    if (value !== null) known.set(name, value.slice(0, name === 'cookie' ? 16_384 : 400));
  }
  return known;
}

/** Signs a browser in: makes a session and sets its cookie. */
export async function startSession(parts: AccessParts, ctx: PublicCtx, email: string, password: string): Promise<void> {
  try {
    const { headers } = await authOf(parts).api.signInEmail({
      body: { email, password },
      headers: headersOf(ctx.request),
      returnHeaders: true,
    });
    passCookies(ctx, headers);
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
    throw new AppError('wrong-credentials', 'E-mail and password do not belong together.');
  }
}

/** Takes the cookie of the session back from the browser, and ends the session. */
export async function endSession(parts: AccessParts, ctx: PublicCtx): Promise<void> {
  const { headers } = await authOf(parts).api.signOut({ headers: headersOf(ctx.request), returnHeaders: true });
  passCookies(ctx, headers);
}

/** Makes the session live longer when a day has passed since it last did. */
export async function prolongSession(parts: AccessParts, ctx: PublicCtx): Promise<void> {
  const { headers } = await authOf(parts).api.getSession({ headers: headersOf(ctx.request), returnHeaders: true });
  passCookies(ctx, headers);
}

function passCookies({ request }: PublicCtx, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) request.setCookie(cookie);
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
}
