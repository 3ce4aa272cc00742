/** What people are told of. */
export const NOTICE_KINDS = ['warning', 'task-given', 'task-due', 'task-overdue', 'source-silent', 'warning-storm', 'mention'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** As warnings say it; of what is no warning nothing is critical. */
export const NOTICE_SEVERITIES = ['critical', 'high', 'normal'] as const;
export type NoticeSeverity = (typeof NOTICE_SEVERITIES)[number];

/** How a notice reaches somebody: written at once, with the digest, or only to be found in the app. */
export type Way = 'at-once' | 'digest' | 'app';

/** What is to be told. `team`: of the owner of the customer; null where there is none. */
export interface Subject {
  readonly kind: NoticeKind;
  readonly severity: NoticeSeverity;
  readonly team: string | null;
}

/** What a bot serves: warnings of some severity and worse, on customers of some teams. */
export interface Serves {
  readonly severity: NoticeSeverity;
  /** Empty: all, and customers that nobody owns. */
  readonly teams: readonly string[];
  /** Whether it sends a digest at all. */
  readonly hasDigest: boolean;
}

/** What a person wants by mail. */
export interface MailWishes {
  readonly critical: boolean;
  readonly digest: boolean;
}

/**
 * How a person is told. Everything stands in the app; what else follows from what they want by mail.
 *
 * @param subject  What is to be told.
 * @param wishes   What the person wants by mail.
 * @returns        `at-once` for critical warnings, `digest` for the rest, `app` for what the person wants no mail about.
 * @example        wayForPerson({ kind: 'warning', severity: 'critical', team: null }, { critical: true, digest: true }) // => 'at-once'
 */
export function wayForPerson({ kind, severity }: Subject, { critical, digest }: MailWishes): Way {
  if (kind === 'warning' && severity === 'critical' && critical) return 'at-once';
  return digest ? 'digest' : 'app';
}

/**
 * How a group is told by its bot: of warnings only, a group is nobody's list of tasks.
 *
 * @param subject  What is to be told.
 * @param serves   What the bot serves.
 * @returns        `at-once`, `digest`, or null when the bot does not tell of it.
 * @example        wayForBot({ kind: 'warning', severity: 'high', team: 'tem_a' }, { severity: 'high', teams: ['tem_a'], hasDigest: true }) // => 'digest'
 */
export function wayForBot({ kind, severity, team }: Subject, serves: Serves): 'at-once' | 'digest' | null {
  if (kind !== 'warning') return null;
  if (NOTICE_SEVERITIES.indexOf(severity) > NOTICE_SEVERITIES.indexOf(serves.severity)) return null;
  if (serves.teams.length > 0 && (team === null || !serves.teams.includes(team))) return null;
  if (severity === 'critical') return 'at-once';
  return serves.hasDigest ? 'digest' : null;
}
