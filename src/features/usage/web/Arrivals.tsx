import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { formatFull, formatMoment, type Locale, NO_VALUE } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { workspace as workspaceOperation } from '../../access/contract.ts';
import { listSources, listWaiting } from '../contract.ts';
import style from './Connect.module.css';
import { reasonWords } from './reason-words.ts';

const EVERY_MS = 2000;

/** What has arrived, looked at every two seconds while the page is open: sources, and what was kept aside or rejected and why. */
export function Arrivals() {
  const { t } = useTranslation('usage');
  const sources = useQuery({ queryKey: [listSources.id, {}], queryFn: () => call(listSources, {}), refetchInterval: EVERY_MS });
  // Only those who run operations may read the samples; for others this answer is simply absent.
  const waiting = useQuery({
    queryKey: [listWaiting.id, {}],
    queryFn: () => call(listWaiting, {}),
    refetchInterval: EVERY_MS * 2,
    retry: false,
  });
  const workspace = useOperation(workspaceOperation, {});
  const timeZone = workspace.data?.timeZone ?? 'UTC';
  if (sources.isError) return <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />;
  const list = sources.data?.sources ?? [];
  return (
    <div role="status">
      {list.length === 0 ? (
        <p className={style.waiting}>
          <span className={style.pulse} aria-hidden="true" />
          {t('arrive.waiting')}
        </p>
      ) : (
        <SourceTable sources={list} timeZone={timeZone} />
      )}
      {waiting.data && waiting.data.groups.length > 0 && <Problems groups={waiting.data.groups} timeZone={timeZone} />}
    </div>
  );
}

function SourceTable({ sources, timeZone }: { readonly sources: OutputOf<typeof listSources>['sources']; readonly timeZone: string }) {
  const { t, i18n } = useTranslation('usage');
  const locale = i18n.language as Locale;
  const total = sources.reduce((sum, source) => sum + source.events, 0);
  return (
    <>
      <p className={style.arrived}>{t('arrive.arrived', { count: total, number: formatFull(total) })}</p>
      <table className={style.table}>
        <thead>
          <tr>
            {(['source', 'events', 'lastDay', 'lastAt'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`arrive.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.source}>
              <td>{source.source}</td>
              <td>{formatFull(source.events)}</td>
              <td>{source.lastDay ?? NO_VALUE}</td>
              <td>{source.lastRecordedAt ? formatMoment(source.lastRecordedAt, timeZone, locale) : NO_VALUE}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Problems({ groups, timeZone }: { readonly groups: OutputOf<typeof listWaiting>['groups']; readonly timeZone: string }) {
  const { t, i18n } = useTranslation('usage');
  const locale = i18n.language as Locale;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <>
      <h3 className={style.problems}>{t('problem.title', { count, number: formatFull(count) })}</h3>
      <ul className={style.groups}>
        {groups.map((group) => (
          <li key={`${group.status} ${group.code} ${group.subject}`}>
            <details>
              <summary>
                <span>{reasonWords(group, t)}</span>
                <span className={style.help}>
                  {t(`problem.${group.status}`, { count: group.count, number: formatFull(group.count) })}{' '}
                  {formatMoment(group.latestAt, timeZone, locale)}
                </span>
              </summary>
              <pre className={style.code}>{JSON.stringify(group.sample, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
