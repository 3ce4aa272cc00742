import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { errorWords } from '../../../web/error-words.ts';
import { formatFull, formatMoment, formatRatio, type Locale, spaced } from '../../../web/format.ts';
import { useActorName, useValueWords } from '../../../web/records/use-record-words.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { dismissDuplicate, listDuplicates, undoMerge } from '../contract.ts';
import own from './Duplicates.module.css';
import { MergeDrawer } from './MergeDrawer.tsx';

type Answer = OutputOf<typeof listDuplicates>;
type Pair = Answer['pairs'][number];
type Merge = Answer['merges'][number];

const NOTHING: ReadonlyMap<string, string> = new Map();

/** 疑似重复: customers that may be one, why, and what can be done about it. */
export function DuplicatesPage() {
  const { t } = useTranslation('records');
  const answer = useOperation(listDuplicates, {});
  const cache = useQueryClient();
  const [merging, setMerging] = useState<Pair | null>(null);
  const [notice, setNotice] = useState<{ readonly text: string; readonly undo: (() => Promise<unknown>) | null } | null>(null);
  const run = async (act: () => Promise<unknown>, text: string, undo: (() => Promise<unknown>) | null): Promise<void> => {
    try {
      await act();
      await cache.invalidateQueries();
      setNotice({ text, undo });
    } catch (error) {
      setNotice({ text: errorWords(error, t).title, undo: null });
    }
  };
  if (answer.isPending)
    return (
      <div className={own.page}>
        <Skeleton active paragraph={{ rows: 6 }} />
      </div>
    );
  if (answer.isError)
    return (
      <div className={own.page}>
        <PageError place="duplicates" error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    );
  const { pairs, total, crowds, customers, merges } = answer.data;
  const undone = (mergeId: string) => () => call(undoMerge, { mergeId });
  return (
    <div className={own.page}>
      <h1 className={style.headline}>
        {total === 0 ? t('dup.none', { customers: formatFull(customers) }) : t('dup.headline', { count: total, number: formatFull(total) })}
      </h1>
      <p className={style.definition}>{t('dup.definition')}</p>
      {crowds.map(({ by, value, customers: many, pairs: shown }) => (
        <p key={`${by} ${value}`} className={own.crowd}>
          {spaced(t('dup.crowd', { by: t(`dup.by.${by}`), value, customers: formatFull(many), pairs: formatFull(shown) }))}
        </p>
      ))}
      {pairs.length > 0 && (
        <PairTable
          pairs={pairs}
          onMerge={setMerging}
          onDismiss={({ one, other }) => {
            const both = { one: one.externalId, other: other.externalId };
            void run(
              () => call(dismissDuplicate, both),
              spaced(t('dup.dismissed', { one: one.name, other: other.name })),
              () => call(dismissDuplicate, { ...both, dismissed: false }),
            );
          }}
        />
      )}
      {pairs.length < total && (
        <p className={style.definition}>{t('dup.more', { shown: formatFull(pairs.length), total: formatFull(total) })}</p>
      )}
      {merges.length > 0 && <MergeTable merges={merges} onUndo={({ mergeId }) => void run(undone(mergeId), t('dup.undone'), null)} />}
      {merging !== null && (
        <MergeDrawer
          pair={merging}
          onClose={() => setMerging(null)}
          onMerged={(merge) => {
            setMerging(null);
            void cache.invalidateQueries();
            setNotice({
              text: spaced(t('dup.merged', { kept: merge.kept.name, dropped: merge.dropped.name })),
              undo: undone(merge.mergeId),
            });
          }}
        />
      )}
      {notice !== null && (
        <UndoNotice
          text={notice.text}
          onUndo={notice.undo === null ? undefined : () => void run(notice.undo ?? (() => Promise.resolve()), t('dup.undone'), null)}
          onClose={() => setNotice(null)}
        />
      )}
    </div>
  );
}

interface PairTableProps {
  readonly pairs: readonly Pair[];
  readonly onMerge: (pair: Pair) => void;
  readonly onDismiss: (pair: Pair) => void;
}

function PairTable({ pairs, onMerge, onDismiss }: PairTableProps) {
  const { t } = useTranslation('records');
  return (
    <SavedTable place="duplicates" className={`${style.table} ${own.table}`}>
      <thead>
        <tr>
          {(['one', 'other', 'why', 'score'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`dup.column.${column}`)}
            </th>
          ))}
          <th scope="col" data-acts>
            <span className={style.unseen}>{t('dup.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={`${pair.one.externalId} ${pair.other.externalId}`}>
            <td className={style.wide}>
              <Customer of={pair.one} />
            </td>
            <td className={style.wide}>
              <Customer of={pair.other} />
            </td>
            <td className={style.wide}>
              {pair.reasons.map(({ by, value }) => (
                <span key={`${by} ${value}`} className={own.reason}>
                  {t(`dup.by.${by}`)} <span className={style.faint}>{value}</span>
                </span>
              ))}
            </td>
            <td data-label={t('dup.column.score')}>{formatRatio(pair.score, 0)}</td>
            <td className={style.acts}>
              <Button size="small" onClick={() => onMerge(pair)}>
                {t('dup.merge')}
              </Button>
              <Button size="small" type="text" onClick={() => onDismiss(pair)}>
                {t('dup.dismiss')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </SavedTable>
  );
}

function Customer({ of: { externalId, name } }: { readonly of: Pair['one'] }) {
  const { workspace = '' } = useParams({ strict: false });
  return (
    <>
      <Link className={own.customer} to="/$workspace/customers/$externalId" params={{ workspace, externalId }}>
        {name}
      </Link>
      {name !== externalId && <span className={style.quiet}>{externalId}</span>}
    </>
  );
}

function MergeTable({ merges, onUndo }: { readonly merges: readonly Merge[]; readonly onUndo: (merge: Merge) => void }) {
  const { t, i18n } = useTranslation('records');
  const words = useValueWords(NOTHING);
  const actor = useActorName(words.personName);
  return (
    <section className={style.section}>
      <h2>{t('dup.past')}</h2>
      <table className={style.table}>
        <tbody>
          {merges.map((merge) => (
            <tr key={merge.mergeId}>
              <td>
                <span className={merge.undoneAt === null ? style.name : style.faint}>
                  {spaced(t('dup.mergedInto', { dropped: merge.dropped.name, kept: merge.kept.name }))}
                </span>
                <span className={style.quiet}>
                  {t('dup.mergedBy', {
                    who: actor(merge.mergedBy),
                    when: formatMoment(merge.mergedAt, words.timeZone, i18n.language as Locale),
                    records: formatFull(merge.records),
                  })}
                </span>
              </td>
              <td className={style.acts}>
                {merge.undoneAt === null ? (
                  <Button size="small" type="text" onClick={() => onUndo(merge)}>
                    {t('dup.undo')}
                  </Button>
                ) : (
                  <span className={style.faint}>{t('dup.isUndone')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
