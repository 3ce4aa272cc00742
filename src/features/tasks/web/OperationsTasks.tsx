import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { LEADING } from '../../../contract/access.ts';
import { daysBetween } from '../../../kernel/time.ts';
import type { Locale } from '../../../web/format.ts';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { ruleById } from '../../warnings/core/registry.ts';
import { claimOperation, listOperations, type OperationsTask } from '../contract.ts';
import type { Me } from './day-view.ts';
import style from './MyDay.module.css';

const EVERY_MS = 60_000;

/** What is about no customer, above the day of those who run the workspace. It goes away by itself. */
export function OperationsTasks({ me }: { readonly me: Me | null }) {
  const { t } = useTranslation('tasks');
  const leads = useHolds(LEADING);
  const answer = useOperation(listOperations, {}, { enabled: leads, refetchInterval: EVERY_MS });
  const claim = useChange(claimOperation);
  const { tasks = [], today } = answer.data ?? {};
  if (!leads || today === undefined || tasks.length === 0) return null;
  return (
    <section className={style.operations} aria-label={t('operations.title')}>
      <h2>{t('operations.title')}</h2>
      <ul>
        {tasks.map((task) => (
          <OperationsRow
            key={task.taskId}
            task={task}
            days={daysBetween(task.since, today)}
            me={me}
            isBusy={claim.isPending}
            onTake={(take) =>
              claim.mutate({ taskId: task.taskId, version: task.version, take }, { onSettled: () => void answer.refetch() })
            }
          />
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ subject, since, waiting }: OperationsTask, days: number, locale: Locale) {
  return waiting === null
    ? { count: days, source: subject, since }
    : { count: waiting, rule: ruleById(subject)?.meta.title[locale] ?? subject, since };
}

interface OperationsRowProps {
  readonly task: OperationsTask;
  readonly days: number;
  readonly me: Me | null;
  readonly isBusy: boolean;
  readonly onTake: (take: boolean) => void;
}

function OperationsRow({ task, days, me, isBusy, onTake }: OperationsRowProps) {
  const { t, i18n } = useTranslation('tasks');
  const { workspace = '' } = useParams({ strict: false });
  const { assignee } = task;
  const isMine = assignee !== null && assignee.personId === me?.personId;
  return (
    <li>
      <span>{t(`operations.${task.kind}`, wordsOf(task, days, i18n.language as Locale))}</span>
      <span className={style.operationActs}>
        {task.kind === 'source-silent' ? (
          <Link to="/$workspace/sources" params={{ workspace }}>
            {t('operations.look')}
          </Link>
        ) : (
          <Link to="/$workspace/warnings" params={{ workspace }} search={{ rule: task.subject } as never}>
            {t('operations.lookWarnings')}
          </Link>
        )}
        {assignee !== null && !isMine ? (
          t('operations.taken', { name: assignee.name })
        ) : (
          <Button size="small" disabled={isBusy} onClick={() => onTake(!isMine)}>
            {t(isMine ? 'operations.release' : 'operations.take')}
          </Button>
        )}
      </span>
    </li>
  );
}
