import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, isDay } from '../../../../kernel/time.ts';
import { openCapture } from '../../../../web/capture/capture-state.ts';
import { type Locale, relativeDay } from '../../../../web/format.ts';
import { SHOWN_KINDS } from '../../../../web/records/record-kinds.ts';
import { choiceWord } from '../../../../web/records/use-record-words.ts';
import { useRecords } from '../../../../web/records/use-records.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../../web/use-operation.ts';
import { useHolds } from '../../../access/web/widgets/use-membership.ts';
import { createTask, customerTasks } from '../../contract.ts';
import { whatToDo } from '../task-words.ts';
import style from './NextActions.module.css';

interface Action {
  readonly key: string;
  readonly on: Day;
  readonly title: ReactNode;
  readonly about: string;
}

const SHOWN = 8;

/** 下一步: open tasks, promises that are due, the next contact that was agreed; the earliest first. */
export function NextActions({ externalId, today }: { readonly externalId: string; readonly today: Day }) {
  const { t, i18n } = useTranslation('customer');
  const locale = i18n.language as Locale;
  const works = useHolds(createTask.access.functions);
  const tasks = useOperation(customerTasks, { externalId });
  const actions = [...useTaskActions(externalId), ...usePromises(externalId), ...useContacts(externalId, today)].sort((a, b) =>
    a.on < b.on ? -1 : 1,
  );
  return (
    <section className={style.section} aria-label={t('next.title')}>
      <div className={style.head}>
        <h2 className={style.title}>{t('next.title')}</h2>
        {works && (
          <Button type="link" size="small" onClick={() => openCapture({ kind: 'task' })}>
            {t('next.add')}
          </Button>
        )}
      </div>
      {tasks.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {tasks.isError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.data && actions.length === 0 && <p className={style.quiet}>{t('next.none')}</p>}
      <ol className={style.list}>
        {actions.slice(0, SHOWN).map(({ key, on, title, about }) => (
          <li key={key} className={style.row}>
            <time dateTime={on} title={on} className={on < today ? style.late : on === today ? style.now : undefined}>
              {relativeDay(on, today, locale)}
            </time>
            <div className={style.words}>
              {title}
              <div className={style.quiet}>{on < today ? `${t('next.late')} · ${about}` : about}</div>
            </div>
          </li>
        ))}
      </ol>
      {actions.length > SHOWN && <p className={style.quiet}>{t('next.more', { count: actions.length - SHOWN })}</p>}
    </section>
  );
}

function useTaskActions(externalId: string): readonly Action[] {
  const { t, i18n } = useTranslation('tasks');
  const { t: words } = useTranslation('customer');
  const { workspace = '' } = useParams({ strict: false });
  const tasks = useOperation(customerTasks, { externalId }).data?.tasks ?? [];
  return tasks.map((task) => ({
    key: task.taskId,
    on: task.snoozedUntil ?? task.dueOn,
    title: (
      <Link to="/$workspace/day" params={{ workspace }} search={{ whose: 'team', task: task.taskId } as never} className={style.link}>
        {whatToDo(task, i18n.language as Locale, t)}
      </Link>
    ),
    about: `${words('next.task')} · ${task.assignee?.name ?? t('assignee.nobody')}`,
  }));
}

function usePromises(externalId: string): readonly Action[] {
  const { t } = useTranslation('records');
  return useRecords(SHOWN_KINDS.commitment, externalId).records.flatMap(({ id, fields }) => {
    const { dueOn, status, side, content } = fields;
    if (typeof dueOn !== 'string' || !isDay(dueOn) || status === 'KEPT' || status === 'CANCELLED') return [];
    return [
      {
        key: id,
        on: dueOn,
        title: <span>{String(content ?? id)}</span>,
        about: typeof side === 'string' ? choiceWord('commitment', 'side', side, t) : '',
      },
    ];
  });
}

/** The next contact that somebody agreed on, while nobody made it. */
function useContacts(externalId: string, today: Day): readonly Action[] {
  const { t } = useTranslation('customer');
  const touches = useRecords(SHOWN_KINDS.touch, externalId).records;
  const last = touches.reduce((latest, { fields }) => (typeof fields.on === 'string' && fields.on > latest ? fields.on : latest), '');
  return touches.flatMap(({ id, fields }) => {
    const { nextOn, nextTopic } = fields;
    if (typeof nextOn !== 'string' || !isDay(nextOn) || (nextOn < today && last >= nextOn)) return [];
    return [
      { key: id, on: nextOn, title: <span>{typeof nextTopic === 'string' ? nextTopic : t('next.contact')}</span>, about: t('next.agreed') },
    ];
  });
}
