import { useQuery } from '@tanstack/react-query';
import { Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldValue, RecordContent } from '../../kernel/record.ts';
import { formatMoment, type Locale } from '../format.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import style from './Records.module.css';
import type { RecordHistoryAnswer, RecordSource } from './record-source.ts';
import { valueText } from './record-values.ts';
import { type FormField, useActorName, type useValueWords } from './use-record-words.ts';

interface RecordHistoryProps {
  readonly source: RecordSource;
  readonly id: string;
  readonly fields: readonly FormField[];
  /** The present values: money of the past is shown in the present currency's way. */
  readonly content: RecordContent;
  readonly words: ReturnType<typeof useValueWords>;
}

type Change = RecordHistoryAnswer['changes'][number];

/** Who changed what of a record, latest first; what changed in one moment stands together. */
export function RecordHistory({ source, id, fields, content, words }: RecordHistoryProps) {
  const { t, i18n } = useTranslation('records');
  const history = useQuery({ queryKey: [source.cacheKey, 'history', id], queryFn: () => source.history(id), staleTime: 0 });
  const actor = useActorName(words.personName);
  if (history.isPending) return <Skeleton active title={false} paragraph={{ rows: 6 }} />;
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const { created, changes } = history.data;
  const labelOf = ({ field }: Change): string => {
    if (field === 'archived') return t('history.bin');
    const custom = field.startsWith('custom.') ? field.slice('custom.'.length) : null;
    const found = fields.find(({ key, added }) => (custom === null ? !added && key === field : added && key === custom));
    return found?.label ?? custom ?? field;
  };
  const text = ({ field }: Change, value: FieldValue | null): string => {
    const custom = field.startsWith('custom.') ? field.slice('custom.'.length) : null;
    const found = fields.find(({ key, added }) => (custom === null ? !added && key === field : added && key === custom));
    return valueText(found?.field ?? null, value, words.settingOf(content), words.wordsOf(found?.choice ?? String));
  };
  const moment = (at: string): string => formatMoment(at, words.timeZone, i18n.language as Locale);
  return (
    <ol className={style.history}>
      {together(changes).map((some) => {
        const [{ at, by, importId }] = some;
        return (
          <li key={`${at} ${by} ${some[0].field}`}>
            <p className={style.historyHead}>
              <time dateTime={at} title={at}>
                {moment(at)}
              </time>{' '}
              {actor(by)} {importId !== null && <Tag>{t('history.import')}</Tag>}
            </p>
            <dl className={style.pairs}>
              {some.map((change) => (
                <div key={change.field}>
                  <dt>{labelOf(change)}</dt>
                  <dd>
                    {change.field === 'archived' ? (
                      t(change.to === true ? 'history.archived' : 'history.restored')
                    ) : (
                      <>
                        <del>{text(change, change.from)}</del> <span aria-hidden="true">→</span> <ins>{text(change, change.to)}</ins>
                      </>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
      <li>
        <p className={style.historyHead}>
          <time dateTime={created.at} title={created.at}>
            {moment(created.at)}
          </time>{' '}
          {actor(created.by)} {created.importId !== null && <Tag>{t('history.import')}</Tag>}
        </p>
        <p className={style.note}>{t(changes.length === 0 ? 'history.createdOnly' : 'history.created')}</p>
      </li>
    </ol>
  );
}

/** Changes of one save: the same moment by the same hand. */
function together(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const groups: [Change, ...Change[]][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last !== undefined && last[0].at === change.at && last[0].by === change.by) last.push(change);
    else groups.push([change]);
  }
  return groups;
}
