import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { call } from '../../../web/call.ts';
import { dayOfMoment, formatMoment, type Locale, longDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SaveList } from '../../../web/ui/SaveList.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { listAudit, listTeams } from '../contract.ts';
import style from './Audit.module.css';
import { auditChanges, auditSentence, auditValue, splitSubject } from './audit-words.ts';
import settings from './widgets/Settings.module.css';
import { useMembership } from './widgets/use-membership.ts';

const PAGE = 50;
type Entry = OutputOf<typeof listAudit>['entries'][number];

/** 审计记录: who changed what, when, from what to what. Latest first. */
export function AuditPage() {
  const { t } = useTranslation('access');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const teams = useOperation(listTeams, {});
  const trail = useInfiniteQuery({
    queryKey: [listAudit.id, { limit: PAGE }],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => call(listAudit, { limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    getNextPageParam: (page) => (page.more ? page.entries.at(-1)?.seq : undefined),
  });
  if (trail.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (trail.isError && !trail.data) return <PageError place="audit" error={trail.error} onRetry={() => void trail.refetch()} />;
  const entries = trail.data?.pages.flatMap((page) => page.entries) ?? [];
  const names = new Map((teams.data?.teams ?? []).map(({ teamId, name }) => [teamId, name]));
  return (
    <>
      <h1 className={settings.headline}>{t('audit.headline')}</h1>
      <p className={settings.definition}>{t('audit.definition')}</p>
      <div className={settings.bar}>
        <SaveList
          name={t('audit.headline')}
          seen={() => ({
            head: [t('audit.file.at'), t('audit.file.what'), t('audit.file.action'), t('audit.file.before'), t('audit.file.after')],
            rows: entries.map((entry) => [entry.at, auditSentence(entry, t), entry.action, jsonOf(entry.before), jsonOf(entry.after)]),
          })}
        />
      </div>
      {byDay(entries, zone).map(({ day, entries: ofDay }) => (
        <DaySection key={day} day={day} entries={ofDay} zone={zone} teams={names} />
      ))}
      {trail.isError && <ErrorState error={trail.error} onRetry={() => void trail.fetchNextPage()} />}
      <p className={style.foot}>
        {trail.hasNextPage ? (
          <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            {t('audit.more', { count: PAGE })}
          </Button>
        ) : (
          t('audit.end')
        )}
      </p>
    </>
  );
}

function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function byDay(entries: readonly Entry[], zone: string): readonly { day: Day; entries: readonly Entry[] }[] {
  const days = new Map<Day, Entry[]>();
  for (const entry of entries) {
    const day = dayOfMoment(entry.at, zone);
    if (day !== null) days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, ofDay]) => ({ day, entries: ofDay }));
}

interface DaySectionProps {
  readonly day: Day;
  readonly entries: readonly Entry[];
  readonly zone: string;
  readonly teams: ReadonlyMap<string, string>;
}

function DaySection({ day, entries, zone, teams }: DaySectionProps) {
  const { i18n } = useTranslation('access');
  return (
    <section className={style.day}>
      <h2 title={day}>{longDay(day, i18n.language as Locale)}</h2>
      <ol className={style.entries}>
        {entries.map((entry) => (
          <AuditRow key={entry.seq} entry={entry} zone={zone} teams={teams} />
        ))}
      </ol>
    </section>
  );
}

function AuditRow({ entry, zone, teams }: { readonly entry: Entry; readonly zone: string; readonly teams: ReadonlyMap<string, string> }) {
  const { t, i18n } = useTranslation('access');
  const { email } = splitSubject(entry.subject);
  const changes = auditChanges(entry);
  const moment = formatMoment(entry.at, zone, i18n.language as Locale);
  return (
    <li>
      <time dateTime={entry.at} title={`${entry.at}, ${entry.action}`}>
        {moment.slice(-5)}
      </time>
      <div>
        <p className={style.sentence}>
          {auditSentence(entry, t)}
          {email !== null && <span className={settings.faint}> {email}</span>}
        </p>
        {changes.length > 0 && (
          <dl className={style.changes}>
            {changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{t(`audit.field.${field}`, { defaultValue: field })}</dt>
                <dd>
                  {before !== undefined && <span className={settings.faint}>{auditValue(field, before, t, teams)}</span>}
                  {before !== undefined && after !== undefined && ' → '}
                  {after !== undefined && auditValue(field, after, t, teams)}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
