import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Locale, NO_VALUE } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import type { Task } from '../contract.ts';
import type { DayActs } from './day-acts.ts';
import { isMine, takeOver } from './day-view.ts';
import style from './MyDay.module.css';
import { Due } from './TaskRow.tsx';
import { currentText, severityShape, whatToDo, whyLine } from './task-words.ts';

interface TaskCardProps extends DayActs {
  readonly task: Task;
  /** The first card shows its evidence and its buttons; the others on a tap. */
  readonly first: boolean;
  readonly onSelect: () => void;
}

/** One piece of work on a phone. The card is the link to its evidence. */
export function TaskCard({ task, first, onSelect, today, me, onChange, onOpen }: TaskCardProps) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const words = useMetricWords(task.title === null ? [task.reason.metric] : []);
  const open = task.group !== 'done';
  const take = takeOver(task, me);
  const mine = isMine(task, me);
  return (
    <li className={first && open ? `${style.card} ${style.cardFirst}` : style.card}>
      <button type="button" className={style.cardBody} onClick={onSelect}>
        <span className={style.cardTop}>
          <HealthShape health={severityShape(task)} label={t(`units:severity.${task.severity}`)} size={12} />
          <strong className={style.cardName}>{task.account.name}</strong>
          <Due task={task} today={today} />
        </span>
        <span className={style.cardWhat}>{whatToDo(task, locale, t)}</span>
        <span className={style.cardWhy}>{whyLine(task, today, locale, t)}</span>
        {first && open && task.title === null && (
          <span className={style.cardEvidence}>
            <Spark values={task.spark} threshold={task.reason.threshold} width={190} height={40} />
            <span className={style.cardValue}>
              <strong>{currentText(task, locale) ?? NO_VALUE}</strong>
              <span>{words.name(task.reason.metric)}</span>
            </span>
          </span>
        )}
        {task.assignee && (
          <span className={style.cardWho}>
            {t(task.state === 'open' ? 'assignee.handed' : 'assignee.is', { name: task.assignee.name })}
          </span>
        )}
      </button>
      {first && open && (
        <div className={style.cardActs}>
          {take && (
            <Button type="primary" size="large" onClick={() => onChange(task, take)}>
              {t(take.act === 'claim' ? 'act.claim' : 'act.takeOver')}
            </Button>
          )}
          <Button type={mine ? 'primary' : 'default'} size="large" onClick={() => onOpen(task, 'complete')}>
            {t('act.done')}
          </Button>
          <Button size="large" onClick={() => onOpen(task, 'snooze')}>
            {t('act.snooze')}
          </Button>
          {mine && (
            <Button size="large" onClick={() => onOpen(task, 'assign')}>
              {t('act.assign')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
