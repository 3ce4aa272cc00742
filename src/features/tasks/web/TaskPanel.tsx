import { Link, useParams } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import type { Day } from '../../../kernel/time.ts';
import { lastWorkingDays } from '../../../web/charts/working-days.ts';
import { agoDay, type Locale, spaced } from '../../../web/format.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { ActivityEquation, type Explanation } from '../../accounts/web/widgets/ActivityEquation.tsx';
import { HealthParts } from '../../accounts/web/widgets/HealthParts.tsx';
import { UsageChart } from '../../accounts/web/widgets/UsageChart.tsx';
import { explain } from '../../health/contract.ts';
import type { Task } from '../contract.ts';
import type { DayActs } from './day-acts.ts';
import { takeOver } from './day-view.ts';
import { TaskEvidence } from './TaskEvidence.tsx';
import style from './TaskPanel.module.css';
import { rankLine, ruleWords, severityShape, whatToDo, whyLine } from './task-words.ts';

interface TaskPanelProps extends DayActs {
  readonly task: Task;
  readonly timeZone: string;
  /** Beside the list; else it is the page. */
  readonly wide: boolean;
  readonly onBack: () => void;
}

/** The selected task with what it rests on: the sum, the missing parts, the line over time, the events, what happened, and one primary action. */
export function TaskPanel({ task, timeZone, wide, onBack, ...acts }: TaskPanelProps) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const explanation = useOperation(explain, { externalId: task.account.externalId });
  return (
    <aside className={wide ? style.panel : `${style.panel} ${style.full}`} aria-label={t('panel.label')}>
      <div className={style.scroll}>
        {!wide && (
          <Button type="text" icon={<ArrowLeft size={16} />} onClick={onBack} className={`${style.back}`}>
            {t('act.back')}
          </Button>
        )}
        <PanelHead task={task} today={acts.today} wide={wide} />
        <section className={style.section}>
          <h3 className={style.heading}>{task.group === 'done' ? t('panel.chartTitle') : t('panel.whyRank', { rank: task.rank })}</h3>
          <p className={style.say}>
            {task.group === 'done' || !wide ? whyLine(task, acts.today, locale, t) : rankLine(task, acts.today, locale, t)}
            {t('headline.stop')}
          </p>
          {explanation.data && (
            <div className={style.sum}>
              <ActivityEquation of={explanation.data} />
            </div>
          )}
        </section>
        {explanation.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} className={`${style.section}`} />}
        {explanation.isError && <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />}
        {explanation.data && (
          <>
            <section className={style.section}>
              <h3 className={style.heading}>{t('panel.health')}</h3>
              <HealthParts of={explanation.data} />
            </section>
            <section className={style.section}>
              <EvidenceChart task={task} explanation={explanation.data} today={acts.today} />
            </section>
          </>
        )}
        <TaskEvidence taskId={task.taskId} today={acts.today} timeZone={timeZone} />
      </div>
      <PanelActs task={task} {...acts} />
    </aside>
  );
}

function PanelHead({ task, today, wide }: Pick<TaskPanelProps, 'task' | 'today' | 'wide'>) {
  const { t, i18n } = useTranslation('tasks');
  const { workspace = '' } = useParams({ strict: false });
  const { account } = task;
  const locale = i18n.language as Locale;
  const Title = wide ? 'h2' : 'h1';
  return (
    <header>
      <div className={style.top}>
        <span className={style.customer}>
          <HealthShape health={severityShape(task)} label={t(`units:severity.${task.severity}`)} /> <strong>{account.name}</strong>
        </span>
        <Link className={style.link} to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }}>
          {t('act.open')}
        </Link>
      </div>
      <Title className={style.title}>{whatToDo(task, locale, t)}</Title>
      <p className={style.sub}>
        {task.title === null ? (
          <>
            {ruleWords(task, locale, t)}
            <Dot />
            {spaced(t('panel.opened', { day: agoDay(task.reason.openedOn, today, locale) }))}
          </>
        ) : (
          whyLine(task, today, locale, t)
        )}
        <Dot />
        {account.owner ? t('panel.owner', { name: account.owner.name }) : t('panel.noOwner')}
      </p>
    </header>
  );
}

interface EvidenceChartProps {
  readonly task: Task;
  readonly explanation: Explanation;
  readonly today: Day;
}

/** The number the rule looked at over sixty working days, or the people behind it. */
function EvidenceChart({ task, explanation, today }: EvidenceChartProps) {
  const { t } = useTranslation('tasks');
  const [metric, setMetric] = useState<'activity-rate' | 'login-users'>('activity-rate');
  const days = useMemo(() => lastWorkingDays(CALENDAR_CN, explanation.asOf, 60), [explanation.asOf]);
  const { expected } = explanation.activityScore;
  const registered = explanation.window.registeredUsers.value;
  const people = registered === null ? null : expected * registered;
  return (
    <UsageChart
      externalId={task.account.externalId}
      metric={metric}
      days={days}
      today={today}
      height={190}
      threshold={metric === task.reason.metric ? task.reason.threshold : null}
      expected={metric === 'activity-rate' ? expected : people}
      note={t(`panel.chartNote.${metric}`)}
      choices={
        <Segmented
          size="small"
          value={metric}
          onChange={setMetric}
          aria-label={t('panel.chartBy')}
          options={[
            { value: 'activity-rate', label: t('units:metric.activity-rate') },
            { value: 'login-users', label: t('units:metric.login-users') },
          ]}
        />
      }
    />
  );
}

function PanelActs({ task, me, onChange, onOpen }: DayActs & { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const take = takeOver(task, me);
  if (task.group === 'done') {
    return (
      <div className={style.acts}>
        <Button onClick={() => onChange(task, { act: 'reopen' })}>{t('act.reopen')}</Button>
      </div>
    );
  }
  if (task.group === 'snoozed') {
    return (
      <div className={style.acts}>
        <Button type="primary" onClick={() => onChange(task, { act: 'wake' })}>
          {t('act.wake')}
        </Button>
      </div>
    );
  }
  return (
    <div className={style.acts}>
      {take && (
        <Button type="primary" onClick={() => onChange(task, take)}>
          {t(take.act === 'claim' ? 'act.claim' : 'act.takeOver')}
        </Button>
      )}
      <Button type={take ? 'default' : 'primary'} onClick={() => onOpen(task, 'complete')}>
        {t('act.done')}
      </Button>
      <Button onClick={() => onOpen(task, 'snooze')}>{t('act.snooze')}</Button>
      <Button onClick={() => onOpen(task, 'assign')}>{t('act.assign')}</Button>
    </div>
  );
}
