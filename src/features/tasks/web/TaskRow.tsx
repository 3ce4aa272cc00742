import { Link, useParams } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import { type Locale, relativeDay } from '../../../web/format.ts';
import { initials } from '../../../web/initials.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import { MaybeValue } from '../../../web/ui/MaybeValue.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import type { Task } from '../contract.ts';
import type { DayActs } from './day-acts.ts';
import { isMine, takeOver } from './day-view.ts';
import style from './MyDay.module.css';
import { severityShape, whatToDo, whyLine } from './task-words.ts';

interface TaskRowProps extends DayActs {
  readonly task: Task;
  readonly selected: boolean;
  /** Whether it is picked, to be handed over with others; null: not here. */
  readonly pick: { readonly on: boolean; readonly set: (on: boolean) => void } | null;
  readonly onSelect: () => void;
}

/** One row of the day: who, what, why, the evidence, until when, and who does it. The selected one shows what can be done. */
export function TaskRow({ task, selected, pick, onSelect, today, me, onChange, onOpen }: TaskRowProps) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const words = useMetricWords(task.title === null ? [task.reason.metric] : []);
  const over = task.group === 'done';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the whole row is a target for the mouse; by keyboard it is the title button, or j and k
    <li className={over ? `${style.row} ${style.over}` : style.row} aria-current={selected ? 'true' : undefined} onClick={onSelect}>
      {pick !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a tick from selecting the row
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box itself takes the keys
        <span className={style.pick} onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            className={style.box}
            checked={pick.on}
            aria-label={t('team.pick', { name: task.account.name })}
            onChange={(event) => pick.set(event.target.checked)}
          />
        </span>
      )}
      <span className={style.rank}>{over ? '' : task.rank}</span>
      <span className={style.shape}>
        {!over && <HealthShape health={severityShape(task)} label={t(`units:severity.${task.severity}`)} />}
      </span>
      <div className={style.what}>
        <button type="button" className={style.title} onClick={onSelect}>
          <strong>{task.account.name}</strong> <span>{whatToDo(task, locale, t)}</span>
        </button>
        <div className={style.why}>{whyLine(task, today, locale, t)}</div>
      </div>
      {task.title === null ? (
        <>
          <Spark values={task.spark} threshold={task.reason.threshold} />
          <div className={style.value}>
            <span>
              <MaybeValue of={task.current} say={(value) => words.text(task.reason.metric, value)} />
            </span>
            <span className={style.label} title={words.name(task.reason.metric)}>
              {words.name(task.reason.metric)}
            </span>
          </div>
        </>
      ) : (
        <>
          <span />
          <span />
        </>
      )}
      <Due task={task} today={today} />
      <Who task={task} me={me} onClaim={() => onChange(task, { act: 'claim' })} />
      {selected && <RowActs task={task} me={me} onChange={onChange} onOpen={onOpen} />}
    </li>
  );
}

/** Until when, as people say it; late is bold and says how late; a day that may still move says so. */
export function Due({ task, today }: { readonly task: Task; readonly today: Day }) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  if (task.group === 'done') return <span className={style.due}>{task.outcome ? t(`outcome.${task.outcome}`) : ''}</span>;
  if (task.group === 'snoozed' && task.snoozedUntil) {
    return (
      <span className={style.due} title={task.snoozedUntil}>
        {relativeDay(task.snoozedUntil, today, locale)}
        <span className={style.label}>{t('due.wakes')}</span>
      </span>
    );
  }
  const late = daysBetween(task.dueOn, today);
  return (
    <span className={style.due} title={task.dueOn}>
      {late > 0 ? (
        <strong>{t('due.overdue', { count: late })}</strong>
      ) : (
        <span className={late === 0 ? style.now : undefined}>{relativeDay(task.dueOn, today, locale)}</span>
      )}
      {task.dueProvisional && (
        <Tooltip title={t('due.provisionalWhy')}>
          <span className={style.label}>{t('due.provisional')}</span>
        </Tooltip>
      )}
    </span>
  );
}

/** Who does it. Work handed to me, or to nobody, waits for my claim; a dashed ring is a colleague who has not claimed it yet. */
function Who({ task, me, onClaim }: { readonly task: Task; readonly me: DayActs['me']; readonly onClaim: () => void }) {
  const { t } = useTranslation('tasks');
  const stop =
    (act: () => void) =>
    (event: React.MouseEvent): void => {
      event.stopPropagation();
      act();
    };
  const waits = task.state === 'open' && (task.assignee === null || task.assignee.personId === me?.personId);
  return (
    <div className={style.who}>
      {task.assignee && !waits ? (
        <Tooltip title={t(task.state === 'open' ? 'assignee.handed' : 'assignee.is', { name: task.assignee.name })}>
          <span
            className={task.state === 'open' ? `${style.person} ${style.handed}` : style.person}
            role="img"
            aria-label={t(task.state === 'open' ? 'assignee.handed' : 'assignee.is', { name: task.assignee.name })}
          >
            {initials(task.assignee.name)}
          </span>
        </Tooltip>
      ) : (
        task.group !== 'done' && (
          <button type="button" className={style.claim} onClick={stop(onClaim)}>
            {t('act.claim')}
          </button>
        )
      )}
    </div>
  );
}

function RowActs({ task, me, onChange, onOpen }: Pick<TaskRowProps, 'task' | 'me' | 'onChange' | 'onOpen'>) {
  const { t } = useTranslation('tasks');
  const take = takeOver(task, me);
  const { workspace = '' } = useParams({ strict: false });
  const act = (label: string, key: string | null, run: () => void) => (
    <button
      type="button"
      className={style.act}
      onClick={(event) => {
        event.stopPropagation();
        run();
      }}
    >
      {label}
      {key && <Kbd>{key}</Kbd>}
    </button>
  );
  return (
    <div className={style.acts}>
      {task.group === 'done' && act(t('act.reopen'), null, () => onChange(task, { act: 'reopen' }))}
      {task.group === 'snoozed' && act(t('act.wake'), null, () => onChange(task, { act: 'wake' }))}
      {task.group !== 'done' && (
        <>
          {take && act(t(take.act === 'claim' ? 'act.claim' : 'act.takeOver'), 'c', () => onChange(task, take))}
          {act(t('act.done'), 'd', () => onOpen(task, 'complete'))}
          {act(t('act.snooze'), 's', () => onOpen(task, 'snooze'))}
          {act(t('act.assign'), 'a', () => onOpen(task, 'assign'))}
          {isMine(task, me) && act(t('act.release'), null, () => onChange(task, { act: 'release' }))}
        </>
      )}
      <Link
        className={style.act}
        to="/$workspace/customers/$externalId"
        params={{ workspace, externalId: task.account.externalId }}
        onClick={(event) => event.stopPropagation()}
      >
        {t('act.open')}
        <Kbd>↵</Kbd>
      </Link>
    </div>
  );
}
