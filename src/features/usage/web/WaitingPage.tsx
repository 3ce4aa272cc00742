import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import { asking } from '../../../web/use-operation.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listWaiting } from '../contract.ts';
import { listWaitingItems, listWaitingUsers } from '../contract-waiting.ts';
import { AssignDialog, type Assigned } from './AssignDialog.tsx';
import style from './Data.module.css';
import { DiscardDialog } from './DiscardDialog.tsx';
import type { WaitingGroup } from './reason-words.ts';
import { WaitingGroupRow } from './WaitingGroupRow.tsx';

/** What waits is counted by itself meanwhile: the page looks again. */
const EVERY_MS = 3000;

/** 待认领: what came and could not be counted, by reason; whose it is, once more, or away. */
export function WaitingPage() {
  const { t } = useTranslation('usage');
  const { workspace = '' } = useParams({ strict: false });
  const waiting = useQuery({ ...asking(listWaiting, {}), refetchInterval: EVERY_MS });
  const refresh = useRefresh(listWaiting, listWaitingItems, listWaitingUsers);
  const [assigning, setAssigning] = useState<Assigned | null>(null);
  const [discarding, setDiscarding] = useState<WaitingGroup | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const finish = (text: string): void => {
    setDone(text);
    refresh();
  };
  const groups = waiting.data?.groups ?? [];
  const sum = (status: WaitingGroup['status']): number => groups.reduce((all, one) => all + (one.status === status ? one.count : 0), 0);
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        {waiting.data === undefined
          ? t('waiting.title')
          : groups.length === 0
            ? t('waiting.nothing')
            : t('waiting.headline', { waiting: formatFull(sum('quarantined')), refused: formatFull(sum('rejected')) })}
      </h1>
      <p className={style.definition}>{t('waiting.definition')}</p>
      {waiting.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {waiting.isError && <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data !== undefined && groups.length === 0 && (
        <div className={style.empty}>
          <p>{t('waiting.empty')}</p>
          <Link to="/$workspace/sources" params={{ workspace }}>
            {t('waiting.toSources')}
          </Link>
        </div>
      )}
      {(['quarantined', 'rejected'] as const).map((status) => {
        const own = groups.filter((group) => group.status === status);
        return own.length === 0 ? null : (
          <section key={status} className={style.section}>
            <h2>{t(`waiting.${status}`, { number: formatFull(sum(status)), count: sum(status) })}</h2>
            <p className={style.definition}>{t(`waiting.${status}About`)}</p>
            <ul className={style.list}>
              {own.map((group) => (
                <WaitingGroupRow
                  key={`${group.code} ${group.subject}`}
                  group={group}
                  onAssign={setAssigning}
                  onDiscard={setDiscarding}
                  onDone={finish}
                />
              ))}
            </ul>
          </section>
        );
      })}
      <AssignDialog subject={assigning} onClose={() => setAssigning(null)} onDone={finish} />
      <DiscardDialog subject={discarding} onClose={() => setDiscarding(null)} onDone={finish} />
      {done !== null && <UndoNotice text={done} onClose={() => setDone(null)} />}
    </div>
  );
}
