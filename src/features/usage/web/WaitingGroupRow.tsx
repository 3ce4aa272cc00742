import { Button, Skeleton } from 'antd';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { listWaitingItems, listWaitingUsers, replayWaiting } from '../contract-waiting.ts';
import type { Assigned } from './AssignDialog.tsx';
import style from './Data.module.css';
import { reasonWords, type WaitingGroup } from './reason-words.ts';

interface WaitingGroupRowProps {
  readonly group: WaitingGroup;
  readonly onAssign: (subject: Assigned) => void;
  readonly onDiscard: (group: WaitingGroup) => void;
  readonly onDone: (text: string) => void;
}

/** One reason: how many, since when, what can be done, and the items themselves beneath. */
export function WaitingGroupRow({ group, onAssign, onDiscard, onDone }: WaitingGroupRowProps) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const [open, setOpen] = useState(false);
  const { status, code, subject, count } = group;
  const Sign = open ? ChevronDown : ChevronRight;
  const words = reasonWords(group, t);
  return (
    <li>
      <span className={style.grow}>
        <button type="button" className={style.name} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Sign size={14} strokeWidth={1.6} aria-hidden="true" /> {words}
        </button>
        <span className={`${style.block} ${style.quiet}`}>
          {t('waiting.count', {
            count,
            number: formatFull(count),
            moment: formatMoment(group.latestAt, zone, i18n.language as Locale),
          })}
        </span>
      </span>
      <span>
        {code === 'unknown-account' && status === 'quarantined' && (
          <Button
            size="small"
            type="primary"
            aria-label={t('waiting.assignNamed', { name: subject })}
            onClick={() => onAssign({ what: 'account', name: subject, count })}
          >
            {t('waiting.assign')}
          </Button>
        )}{' '}
        <Replay group={group} onDone={onDone} />{' '}
        <Button size="small" aria-label={t('waiting.discardNamed', { reason: words })} onClick={() => onDiscard(group)}>
          {t('waiting.discard')}
        </Button>
      </span>
      {open && (
        <div style={{ flexBasis: '100%', minWidth: 0 }}>
          {code === 'no-account' && status === 'quarantined' && <Users onAssign={onAssign} />}
          <Items group={group} />
        </div>
      )}
    </li>
  );
}

/** What could not be placed waits for its customer; only what is too old, and what was refused, can go another way. */
function Replay({ group: { status, code, subject }, onDone }: Pick<WaitingGroupRowProps, 'group' | 'onDone'>) {
  const { t } = useTranslation('usage');
  const replay = useChange(replayWaiting);
  const possible = status === 'rejected' ? code !== 'conflict' : code === 'too-old';
  if (!possible) return null;
  return (
    <Button
      size="small"
      loading={replay.isPending}
      onClick={() =>
        replay.mutate(
          { status, code, subject },
          {
            onSuccess: ({ accepted, duplicate, quarantined, rejected }) =>
              onDone(
                t('waiting.replayed', {
                  accepted: formatFull(accepted + duplicate),
                  waiting: formatFull(quarantined),
                  refused: formatFull(rejected),
                }),
              ),
            onError: () => onDone(t('waiting.replayFailed')),
          },
        )
      }
    >
      {t(code === 'too-old' ? 'waiting.countAnyway' : 'waiting.replay')}
    </Button>
  );
}

function Items({ group: { status, code, subject } }: Pick<WaitingGroupRowProps, 'group'>) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const answer = useOperation(listWaitingItems, { status, code, subject });
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return answer.data.items.slice(0, 5).map(({ id, source, at, item }) => (
    <div key={id}>
      <span className={style.quiet}>
        {formatMoment(at, zone, i18n.language as Locale)} {source}
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <pre className={style.code} tabIndex={0} role="region" aria-label={t('waiting.item')}>
        {JSON.stringify(item, null, 1)}
      </pre>
    </div>
  ));
}

function Users({ onAssign }: Pick<WaitingGroupRowProps, 'onAssign'>) {
  const { t } = useTranslation('usage');
  const answer = useOperation(listWaitingUsers, {});
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <ul className={style.list} aria-label={t('waiting.users')}>
      {answer.data.users.map(({ userId, count }) => (
        <li key={userId}>
          <span className={style.grow}>
            {userId} <span className={style.quiet}>{t('waiting.items', { count, number: formatFull(count) })}</span>
          </span>
          <Button
            size="small"
            aria-label={t('waiting.assignNamed', { name: userId })}
            onClick={() => onAssign({ what: 'user', name: userId, count })}
          >
            {t('waiting.assign')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
