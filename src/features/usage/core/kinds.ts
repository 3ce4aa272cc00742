/** What an event can mean (settled 2). `other` is kept and shown, but is no activity. */
export const EVENT_MEANINGS = [
  'action',
  'login',
  'record',
  'process-finished',
  'integration-call',
  'extension-use',
  'gauge',
  'other',
] as const;
export type Meaning = (typeof EVENT_MEANINGS)[number];

/** Meanings a sender may name in the reserved property `kind`. */
export const NAMED_MEANINGS: ReadonlySet<string> = new Set(EVENT_MEANINGS.filter((meaning) => meaning !== 'other'));

/** Names of events that are a login without any mapping. */
export const LOGIN_NAMES: ReadonlySet<string> = new Set(['login', 'logged in', 'signed in', 'sign_in', '登录']);

/** Kinds of calls, as Segment's clients make them. */
export const CALLS = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type Call = (typeof CALLS)[number];

/**
 * What an event means.
 *
 * @param call   The kind of call. Telling who somebody is (`identify`, `group`, `alias`) is no activity.
 * @param name   The name of the event, in any case.
 * @param named  What the sender's reserved property `kind` says; wins where it is a meaning, else counts for nothing.
 * @returns      `login` for the built-in login names of a `track` call, else `action`.
 * @source       Settled 2.
 * @example      meaningOf('track', 'Logged In', undefined) // => 'login'
 */
export function meaningOf(call: Call, name: string, named: unknown): Meaning {
  if (call === 'identify' || call === 'group' || call === 'alias') return 'other';
  if (typeof named === 'string' && NAMED_MEANINGS.has(named)) return named as Meaning;
  // A page called "Login" is the page before the login.
  return call === 'track' && LOGIN_NAMES.has(name.trim().toLowerCase()) ? 'login' : 'action';
}
