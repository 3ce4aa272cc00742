import { z } from 'zod';
import { ADMINISTERING, FUNCTIONS, KEY_SCOPES, LEADING, ROW_SCOPES } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import {
  daySchema,
  emailSchema,
  instantSchema,
  localeSchema,
  nameSchema,
  passwordSchema,
  timeZoneSchema,
  workspaceKeySchema,
} from '../../contract/shapes.ts';

const api = '/api/v1';
const done = z.object({ ok: z.literal(true) });
const functionsSchema = z.array(z.enum(FUNCTIONS)).min(1).max(FUNCTIONS.length);
const scopeSchema = z.enum(ROW_SCOPES);

export const workspaceSchema = z.object({ key: workspaceKeySchema, name: z.string(), timeZone: z.string(), locale: localeSchema });

export const setupStatus = operation({
  id: 'access.setupStatus',
  method: 'GET',
  path: `${api}/setup`,
  summary: 'Whether this Mooring still waits for its owner.',
  access: { who: 'public', why: 'The first visitor has no account yet; the answer is two booleans.' },
  input: z.object({}),
  output: z.object({ open: z.boolean(), codeRequired: z.boolean() }),
  errors: [],
});

export const setup = operation({
  id: 'access.setup',
  method: 'POST',
  path: `${api}/setup`,
  summary: 'Creates the owner and the first workspace; works once.',
  access: { who: 'public', why: 'Works only while no owner exists; an exposed server also asks for the code in its log.' },
  input: z.object({
    name: nameSchema,
    email: emailSchema,
    password: passwordSchema,
    workspaceKey: workspaceKeySchema,
    workspaceName: nameSchema,
    timeZone: timeZoneSchema.default('Asia/Shanghai'),
    locale: localeSchema.default('zh-CN'),
    code: z.string().max(64).optional(),
  }),
  output: z.object({ workspace: workspaceSchema }),
  errors: ['already-set-up', 'setup-code-wrong', 'key-taken'],
});

export const signIn = operation({
  id: 'access.signIn',
  method: 'POST',
  path: `${api}/sign-in`,
  summary: 'Signs in with e-mail and password; sets the session cookie.',
  access: { who: 'public', why: 'This is how one gets in. Rate-limited.' },
  input: z.object({ email: emailSchema, password: z.string().max(128) }),
  output: done,
  errors: ['wrong-credentials', 'too-many-requests'],
});

export const signOut = operation({
  id: 'access.signOut',
  method: 'POST',
  path: `${api}/sign-out`,
  summary: 'Ends this session.',
  access: { who: 'user' },
  input: z.object({}),
  output: done,
  errors: [],
});

export const me = operation({
  id: 'access.me',
  method: 'GET',
  path: `${api}/me`,
  summary: 'Who I am and which workspaces I belong to.',
  access: { who: 'user' },
  input: z.object({}),
  output: z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    memberships: z.array(z.object({ personId: z.string(), workspace: workspaceSchema, functions: functionsSchema, scope: scopeSchema })),
  }),
  errors: [],
});

export const listSessions = operation({
  id: 'access.listSessions',
  method: 'GET',
  path: `${api}/sessions`,
  summary: 'Where I am signed in.',
  access: { who: 'user' },
  input: z.object({}),
  output: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        createdAt: instantSchema,
        expiresAt: instantSchema,
        ip: z.string().nullable(),
        userAgent: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const revokeSession = operation({
  id: 'access.revokeSession',
  method: 'DELETE',
  path: `${api}/sessions/:sessionId`,
  summary: 'Signs one of my sessions out.',
  access: { who: 'user' },
  input: z.object({ sessionId: z.string() }),
  output: done,
  errors: [],
});

export const changePassword = operation({
  id: 'access.changePassword',
  method: 'POST',
  path: `${api}/password`,
  summary: 'Changes my password and signs my other sessions out.',
  access: { who: 'user' },
  input: z.object({ current: z.string().max(128), next: passwordSchema }),
  output: done,
  errors: ['wrong-credentials'],
});

export const completeReset = operation({
  id: 'access.completeReset',
  method: 'POST',
  path: `${api}/reset-password`,
  summary: 'Sets a new password with a reset link, once.',
  access: { who: 'public', why: 'The one-time token of the link is the credential.' },
  input: z.object({ token: z.string().max(200), password: passwordSchema }),
  output: done,
  errors: ['link-expired'],
});

export const invitation = operation({
  id: 'access.invitation',
  method: 'GET',
  path: `${api}/invitations/:token`,
  summary: 'What an invitation link offers.',
  access: { who: 'public', why: 'The one-time token of the link is the credential.' },
  input: z.object({ token: z.string().max(200) }),
  output: z.object({ email: z.string(), name: z.string(), workspaceName: z.string(), invitedBy: z.string(), hasLogin: z.boolean() }),
  errors: ['link-expired'],
});

export const acceptInvitation = operation({
  id: 'access.acceptInvitation',
  method: 'POST',
  path: `${api}/invitations/:token/accept`,
  summary: 'Joins the workspace: sets a password, or proves the existing one, and signs in.',
  access: { who: 'public', why: 'The one-time token of the link is the credential.' },
  input: z.object({ token: z.string().max(200), name: nameSchema, password: passwordSchema }),
  output: z.object({ workspaceKey: z.string() }),
  errors: ['link-expired', 'wrong-credentials'],
});

export const workspace = operation({
  id: 'access.workspace',
  method: 'GET',
  path: `${api}/workspace`,
  summary: 'The workspace I am in.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: workspaceSchema.extend({ timeZoneFixed: z.boolean() }),
  errors: [],
});

export const updateWorkspace = operation({
  id: 'access.updateWorkspace',
  method: 'PATCH',
  path: `${api}/workspace`,
  summary: 'Renames the workspace, or sets its language; its time zone only while it has no data.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ name: nameSchema.optional(), locale: localeSchema.optional(), timeZone: timeZoneSchema.optional() }),
  output: workspaceSchema,
  errors: ['conflict'],
});

export const personSchema = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  functions: z.array(z.enum(FUNCTIONS)),
  scope: scopeSchema,
  teamId: z.string().nullable(),
  active: z.boolean(),
  /** `joined` has a login; `invited` has an open link; `not-joined` was named by an import and has neither. */
  status: z.enum(['joined', 'invited', 'not-joined']),
  /** Away from work, now or later; null when not, and once it is over. */
  away: z
    .object({ from: daySchema, until: daySchema, standIn: z.object({ personId: z.string(), name: z.string() }).nullable() })
    .nullable(),
});

export const listPeople = operation({
  id: 'access.listPeople',
  method: 'GET',
  path: `${api}/people`,
  summary: 'The people of the workspace.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ people: z.array(personSchema) }),
  errors: [],
});

export const invite = operation({
  id: 'access.invite',
  method: 'POST',
  path: `${api}/people/invitations`,
  summary: 'Invites a person; answers with the link to hand over.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({
    email: emailSchema,
    name: nameSchema,
    functions: functionsSchema,
    scope: scopeSchema,
    teamId: z.string().nullable().default(null),
    personId: z.string().optional(),
  }),
  output: z.object({ personId: z.string(), link: z.string(), expiresOn: daySchema }),
  errors: ['conflict'],
});

export const updatePerson = operation({
  id: 'access.updatePerson',
  method: 'PATCH',
  path: `${api}/people/:personId`,
  summary: 'Changes functions, scope or team, or ends access.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({
    personId: z.string(),
    name: nameSchema.optional(),
    functions: functionsSchema.optional(),
    scope: scopeSchema.optional(),
    teamId: z.string().nullable().optional(),
    active: z.boolean().optional(),
  }),
  output: personSchema,
  errors: ['last-administrator'],
});

export const resetLink = operation({
  id: 'access.resetLink',
  method: 'POST',
  path: `${api}/people/:personId/reset-link`,
  summary: 'Makes a one-time link with which a person sets a new password.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ personId: z.string() }),
  output: z.object({ link: z.string(), expiresOn: daySchema }),
  errors: [],
});

const teamSchema = z.object({ teamId: z.string(), name: z.string(), leadPersonId: z.string().nullable(), members: z.number().int() });

export const listTeams = operation({
  id: 'access.listTeams',
  method: 'GET',
  path: `${api}/teams`,
  summary: 'The teams of the workspace.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ teams: z.array(teamSchema) }),
  errors: [],
});

export const saveTeam = operation({
  id: 'access.saveTeam',
  method: 'POST',
  path: `${api}/teams`,
  summary: 'Creates a team, or renames it and names its lead.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ teamId: z.string().optional(), name: nameSchema, leadPersonId: z.string().nullable().default(null) }),
  output: teamSchema,
  errors: ['key-taken'],
});

export const deleteTeam = operation({
  id: 'access.deleteTeam',
  method: 'DELETE',
  path: `${api}/teams/:teamId`,
  summary: 'Removes a team; its people stay, without a team.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ teamId: z.string() }),
  output: done,
  errors: [],
});

const limitSchema = z.number().int().min(1).max(1_000_000_000).nullable();
const limitsSchema = z.object({ perMinute: limitSchema, perDay: limitSchema });

const keySchema = z.object({
  keyId: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  /** Events it may send; null: no limit. */
  limits: limitsSchema.nullable(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
});

export const listKeys = operation({
  id: 'access.listKeys',
  method: 'GET',
  path: `${api}/keys`,
  summary: 'The API keys, without their secrets.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({}),
  output: z.object({ keys: z.array(keySchema) }),
  errors: [],
});

export const createKey = operation({
  id: 'access.createKey',
  method: 'POST',
  path: `${api}/keys`,
  summary: 'Creates an API key; the secret is in this answer and nowhere else.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ name: nameSchema, scopes: z.array(z.enum(KEY_SCOPES)).min(1) }),
  output: z.object({ key: keySchema, secret: z.string() }),
  errors: [],
});

export const updateKey = operation({
  id: 'access.updateKey',
  method: 'PATCH',
  path: `${api}/keys/:keyId`,
  summary: 'Says how many events a key may send a minute and a day; null lifts the limit.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ keyId: z.string(), limits: limitsSchema.nullable() }),
  output: z.object({ key: keySchema }),
  errors: [],
});

export const revokeKey = operation({
  id: 'access.revokeKey',
  method: 'DELETE',
  path: `${api}/keys/:keyId`,
  summary: 'Revokes an API key at once.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ keyId: z.string() }),
  output: done,
  errors: [],
});

export const listAudit = operation({
  id: 'access.listAudit',
  method: 'GET',
  path: `${api}/audit`,
  summary: 'Who changed what, latest first.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    entries: z.array(
      z.object({
        seq: z.number().int(),
        at: instantSchema,
        who: z.string(),
        action: z.string(),
        subject: z.string(),
        before: z.unknown(),
        after: z.unknown(),
      }),
    ),
    more: z.boolean(),
  }),
  errors: [],
});
