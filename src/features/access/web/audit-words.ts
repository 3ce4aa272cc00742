import type { TFunction } from 'i18next';
import { formatFull, formatLimit, spaced } from '../../../web/format.ts';

/** What the audit trail speaks of, each with a sentence of its own. */
export const AUDIT_ACTIONS = [
  'workspace.created',
  'workspace.changed',
  'person.invited',
  'person.joined',
  'person.changed',
  'person.access-ended',
  'person.access-restored',
  'person.named-by-import',
  'person.away',
  'person.back',
  'password.changed',
  'password.reset-link-made',
  'password.reset',
  'team.created',
  'team.changed',
  'team.deleted',
  'key.created',
  'key.limited',
  'key.revoked',
  'account.owner-assigned',
  'account.alias-added',
  'account.archived',
  'account.restored',
  'account.merged',
  'account.unmerged',
  'custom-field.saved',
  'custom-field.archived',
  'custom-field.restored',
  'usage.mapping-changed',
  'usage.backfill-stopped',
  'usage.backfill-continued',
  'usage.user-assigned',
  'usage.items-replayed',
  'usage.items-discarded',
  'usage.source-retired',
  'usage.source-expected',
  'export.made',
  'quality.accepted',
  'quality.reopened',
  'health.settings-changed',
  'health.model-published',
  'health.model-retired',
  'health.overridden',
  'health.override-ended',
  'metrics.said',
  'metrics.withdrawn',
  'warnings.rule-changed',
  'lab.shadow-started',
  'lab.shadow-stopped',
  'lab.budget-changed',
  'lab.learned-changed',
  'retention.settings-changed',
  'metrics.defined',
  'metrics.retired',
  'warnings.stagger-started',
  'warnings.stagger-ended',
  'warnings.storm-released',
  'warnings.storm-dismissed',
  'warnings.storm-limits',
  'notice.mail-changed',
  'notice.mail-removed',
  'notice.bot-added',
  'notice.bot-changed',
  'notice.bot-removed',
  'notice.retried',
  'ledger.posted',
  'ledger.settings-changed',
  'import.undone',
  'revenue.definition-saved',
  'revenue.definition-chosen',
  'revenue.definition-archived',
  'backup.made',
  'backup.downloaded',
  'personal-data.end-user-erased',
  'personal-data.customer-erased',
] as const;

export interface AuditEntry {
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface AuditChange {
  readonly field: string;
  /** Undefined where there was nothing before. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Said by the sentence itself where a thing was made or ended. */
const IN_SENTENCE = new Set(['name', 'email', 'active']);

/** A database keeps records in no order; people read them in this one. Others follow as they come. */
const ORDER = [
  'name',
  'email',
  'administrator',
  'functions',
  'scope',
  'teamId',
  'lead',
  'awayFrom',
  'awayUntil',
  'standIn',
  'owner',
  'scopes',
  'locale',
  'timeZone',
];

/**
 * What changed, field by field.
 *
 * @param entry  One entry; `before` and `after` are records, or null where there was nothing.
 * @returns      The fields that differ and that the sentence does not already say.
 */
export function auditChanges({ action, before, after }: Pick<AuditEntry, 'action' | 'before' | 'after'>): readonly AuditChange[] {
  const [was, is] = [recordOf(before), recordOf(after)];
  const whole = was === null || is === null || action === 'person.access-ended' || action === 'person.access-restored';
  const fields = [...new Set([...ORDER, ...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  return fields
    .filter((field) => !(whole && IN_SENTENCE.has(field)))
    .map((field) => ({ field, before: was?.[field], after: is?.[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/**
 * An entry as a sentence: who did what.
 *
 * @param entry  One entry.
 * @param t      Words of the namespace `access`.
 * @returns      As in `林知夏邀请了周予安`. An action unknown here is named as it is written.
 */
export function auditSentence({ who, action, subject }: AuditEntry, t: TFunction<'access'>): string {
  const known = AUDIT_ACTIONS.find((one) => one === action);
  const { name } = splitSubject(subject);
  // What was exported is kept by its code.
  const said = known === 'export.made' ? t(`exports:entity.${name}.name`, { defaultValue: name }) : name;
  const values = { who: actorWords(who, t), subject: said, action };
  return spaced(t(`audit.action.${known ?? 'other'}`, values));
}

/**
 * The name in a subject, and the e-mail that tells two people of one name apart.
 *
 * @param subject  As in `周予安 <zhou@example.com>`.
 * @returns        Both; `email` is null where there is none.
 * @example splitSubject('华东组') // => { name: '华东组', email: null }
 */
export function splitSubject(subject: string): { name: string; email: string | null } {
  const [, name, email] = /^(.+) <([^<>]+)>$/.exec(subject) ?? [];
  return name === undefined || email === undefined ? { name: subject, email: null } : { name, email };
}

function actorWords(who: string, t: TFunction<'access'>): string {
  if (who === 'auto' || who === 'operator') return t(`audit.who.${who}`);
  return who.startsWith('key:') ? t('audit.who.key', { name: who.slice('key:'.length) }) : who;
}

/**
 * A value of an entry in words.
 *
 * @param field  Name of the field: it decides what the value means.
 * @param value  As the trail keeps it.
 * @param t      Words of the namespace `access`.
 * @param teams  Names of the teams there are, by id.
 * @returns      The words.
 */
export function auditValue(field: string, value: unknown, t: TFunction<'access'>, teams: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return t('audit.nothing');
  if (Array.isArray(value)) return value.map((one) => auditValue(field, one, t, teams)).join(t('listComma'));
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return FRACTIONS.has(field) ? formatLimit(value) : formatFull(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (field === 'teamId') return teams.get(value) ?? t('audit.goneTeam');
  const words = WORDS[field];
  return words === undefined ? value : t(`${words}.${value}`, { defaultValue: value });
}

const FRACTIONS = new Set(['expectedActivity', 'requiredCoverage', 'margin', 'discount']);

/** Where the words for the values of a field are. */
const WORDS: Readonly<Record<string, string>> = { functions: 'shell:function', scope: 'scope', scopes: 'keyScope', locale: 'locale' };

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}
