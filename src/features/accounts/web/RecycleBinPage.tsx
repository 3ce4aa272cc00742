import { useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { daysBetween } from '../../../kernel/time.ts';
import { call } from '../../../web/call.ts';
import { errorWords } from '../../../web/error-words.ts';
import { dayOfMoment, formatFull, formatMoment, type Locale, NO_VALUE, spaced } from '../../../web/format.ts';
import { shownKind, titleOf } from '../../../web/records/record-kinds.ts';
import { useActorName, useValueWords } from '../../../web/records/use-record-words.ts';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { useHolds, useMembership } from '../../access/web/widgets/use-membership.ts';
import { listArchivedAccounts, restoreAccount } from '../contract.ts';
import { listBin } from '../contract-bin.ts';

type Binned = OutputOf<typeof listBin>['records'][number];

/** A row of the bin: a record, or a customer with all that is theirs. */
interface Row {
  readonly key: string;
  readonly title: string;
  readonly kind: string;
  readonly of: string | null;
  readonly archivedAt: string;
  readonly archivedBy: string;
  /** Null: it stays until somebody takes it out. */
  readonly removedAt: string | null;
  /** Null: the reader may not. */
  readonly restore: (() => Promise<unknown>) | null;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** 回收站: what was put away, by whom and when, and the way back. */
export function RecycleBinPage() {
  const { t } = useTranslation('records');
  const bin = useOperation(listBin, {});
  const leads = useHolds(restoreAccount.access.functions);
  const customers = useOperation(listArchivedAccounts, {}, { enabled: leads });
  const cache = useQueryClient();
  const [notice, setNotice] = useState<string | null>(null);
  const rowOf = useRowOf();
  if (bin.isPending || (leads && customers.isPending)) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (bin.isError) return <PageError place="bin" error={bin.error} onRetry={() => void bin.refetch()} />;
  if (customers.isError) return <PageError place="bin" error={customers.error} onRetry={() => void customers.refetch()} />;
  const rows: readonly Row[] = [
    ...(customers.data?.accounts ?? []).map(
      ({ externalId, name, archivedAt, archivedBy }): Row => ({
        ...{ key: `account ${externalId}`, title: name, kind: t('bin.customer'), of: null, archivedAt, archivedBy, removedAt: null },
        restore: () => call(restoreAccount, { externalId }),
      }),
    ),
    ...bin.data.records.map(rowOf),
  ].toSorted((a, b) => (a.archivedAt < b.archivedAt ? 1 : -1));
  const total = bin.data.total + (customers.data?.accounts.length ?? 0);
  const restore = async (row: Row): Promise<void> => {
    try {
      await row.restore?.();
      await cache.invalidateQueries();
      setNotice(spaced(t('bin.restored', { title: row.title.slice(0, 40) })));
    } catch (error) {
      setNotice(errorWords(error, t).title);
    }
  };
  return (
    <>
      <h1 className={style.headline}>{total === 0 ? t('bin.none') : t('bin.headline', { count: total })}</h1>
      <p className={style.definition}>{t('bin.definition')}</p>
      {total === 0 ? (
        <div className={style.empty}>
          <p>{t('bin.empty')}</p>
        </div>
      ) : (
        <BinTable rows={rows} onRestore={(row) => void restore(row)} />
      )}
      {bin.data.records.length < bin.data.total && (
        <p className={style.definition}>
          {t('bin.more', { shown: formatFull(bin.data.records.length), total: formatFull(bin.data.total) })}
        </p>
      )}
      {notice !== null && <UndoNotice text={notice} onClose={() => setNotice(null)} />}
    </>
  );
}

function useRowOf(): (record: Binned) => Row {
  const { t } = useTranslation('records');
  const functions = useMembership()?.functions ?? [];
  return ({ kind, id, account, fields, archivedAt, archivedBy, removedAt }) => {
    const shown = shownKind(kind);
    const may = shown?.operations.save.access.functions.some((one) => functions.includes(one)) ?? false;
    return {
      key: `${kind} ${id}`,
      title: shown === null ? id : titleOf(shown.kind, fields, id),
      kind: shown === null ? kind : t(`kind.${kind}`),
      of: account?.name ?? null,
      ...{ archivedAt, archivedBy, removedAt },
      restore: shown !== null && may ? () => call(shown.operations.restore, { id }) : null,
    };
  };
}

function BinTable({ rows, onRestore }: { readonly rows: readonly Row[]; readonly onRestore: (row: Row) => void }) {
  const { t, i18n } = useTranslation('records');
  const words = useValueWords(NOTHING);
  const actor = useActorName(words.personName);
  const membership = useMembership();
  const zone = membership?.workspace.timeZone ?? 'UTC';
  const today = dayOfMoment(new Date().toISOString(), zone);
  const left = (removedAt: string): number => {
    const day = dayOfMoment(removedAt, zone);
    return day === null || today === null ? 0 : Math.max(0, daysBetween(today, day));
  };
  return (
    <SavedTable place="bin" className={style.table}>
      <thead>
        <tr>
          {(['what', 'kind', 'who', 'left'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`bin.column.${column}`)}
            </th>
          ))}
          <th scope="col" data-acts>
            <span className={style.unseen}>{t('bin.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              <span className={style.name}>{row.title}</span>
              {row.of !== null && <span className={style.quiet}>{t('bin.of', { name: row.of })}</span>}
            </td>
            <td className={style.status}>{row.kind}</td>
            <td data-label={t('bin.column.who')}>
              {t('bin.by', { who: actor(row.archivedBy), when: formatMoment(row.archivedAt, zone, i18n.language as Locale) })}
            </td>
            <td data-label={t('bin.column.left')}>
              {row.removedAt === null ? (
                <span className={style.faint}>{t('bin.stays')}</span>
              ) : (
                t('bin.left', { count: left(row.removedAt) })
              )}
            </td>
            <td className={style.acts}>
              {row.restore === null ? (
                NO_VALUE
              ) : (
                <Button size="small" type="text" onClick={() => onRestore(row)}>
                  {t('bin.restore')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </SavedTable>
  );
}
