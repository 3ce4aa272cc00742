import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { ApiError, call } from '../../../web/call.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { asking, useOperation } from '../../../web/use-operation.ts';
import { listModels } from '../../health/contract-models.ts';
import { listRules } from '../../warnings/contract-rules.ts';
import { type BackTestRun, cancelBackTest, getBackTest, startBackTest } from '../contract-backtest.ts';
import { monthsKnown } from '../core/months-known.ts';
import style from './BackTest.module.css';
import { BackTestBench, type Changed } from './BackTestBench.tsx';
import { BackTestReport } from './BackTestReport.tsx';
import { type BackTestSearch, backTestAddress, backTestSearchIn, besideOf } from './backtest-search.ts';
import lab from './Lab.module.css';
import { LabTabs } from './LabTabs.tsx';
import { useSubjectOptions } from './use-subject-options.ts';

const ASK_EVERY_MS = 400;
const [WAIT_MS, MOST_WAITS] = [500, 60];

/** 回测: how good a judgement was over months gone by, against the best single metric and the base rate. */
export function BackTestPage() {
  const { t } = useTranslation('backtest');
  const [rules, models] = [useOperation(listRules, {}), useOperation(listModels, {})];
  if (rules.isPending || models.isPending)
    return (
      <div className={lab.page} aria-busy="true">
        <Skeleton active title={{ width: 360 }} paragraph={{ rows: 8 }} />
      </div>
    );
  if (rules.isError || models.isError)
    return (
      <div className={lab.page}>
        <h1 className={lab.headline}>{t('title')}</h1>
        <ErrorState error={rules.error ?? models.error} onRetry={() => void Promise.all([rules.refetch(), models.refetch()])} />
      </div>
    );
  return <BackTest today={rules.data.today} choices={{ rules: rules.data.rules, models: models.data }} />;
}

export type Choices = Parameters<typeof useSubjectOptions>[0];

function BackTest({ today, choices }: { readonly today: Day; readonly choices: Choices }) {
  const search = backTestSearchIn(useSearch({ strict: false }) as Readonly<Record<string, unknown>>);
  const navigate = useNavigate();
  const subject = search.of ?? { kind: 'model' as const, model: 'usage-health' };
  const outcome = search.outcome ?? { kind: 'ended' as const };
  const [horizonDays, months] = [search.horizon ?? 90, search.months ?? 12];
  const live =
    subject.kind === 'model' && choices.models.models.some(({ modelId, inForce }) => modelId === subject.model && inForce !== null);
  // A model that was never published has nothing in force to be compared with.
  const beside = search.beside === undefined && !live ? null : besideOf(subject, search.beside);
  const question = {
    subject,
    ...(beside === null ? {} : { beside }),
    outcome,
    horizonDays,
    ...monthsKnown(today, outcome, horizonDays, months),
  };
  const started = useQuery({
    ...asking(startBackTest, question),
    staleTime: Number.POSITIVE_INFINITY,
    // Only so many run at a time. Who changes the question quickly waits until the last one has stopped.
    retry: (count, error) => error instanceof ApiError && error.code === 'conflict' && count < MOST_WAITS,
    retryDelay: WAIT_MS,
  });
  const backTestId = started.data?.backTestId ?? '';
  const asked = useQuery({
    ...asking(getBackTest, { backTestId }),
    enabled: backTestId !== '',
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? ASK_EVERY_MS : false),
  });
  const run = asked.data?.backTestId === backTestId ? asked.data : started.data;
  const stop = (): void => {
    if (run?.state === 'running') void call(cancelBackTest, { backTestId }).then(() => asked.refetch());
  };
  const go = (next: Changed<BackTestSearch>): void => {
    stop();
    void navigate({ to: '.', search: backTestAddress({ ...search, ...next } as BackTestSearch) as never, replace: true });
  };
  const again = (): void => void started.refetch();
  const options = useSubjectOptions(choices);
  return (
    <div className={lab.lab}>
      <aside className={lab.bench}>
        <LabTabs at="backtest" />
        <BackTestBench {...{ subject, beside, outcome, horizonDays, months, options }} onSearch={go} />
      </aside>
      <div className={lab.answers} aria-busy={run === undefined || run.state === 'running'}>
        {started.isError && <ErrorState error={started.error} onRetry={again} />}
        {asked.isError && !started.isError && <ErrorState error={asked.error} onRetry={again} />}
        {!started.isError && !asked.isError && <Answer run={run} names={choices.models.metrics} onStop={stop} onAgain={again} />}
      </div>
    </div>
  );
}

interface AnswerProps {
  readonly run: BackTestRun | undefined;
  readonly names: Choices['models']['metrics'];
  readonly onStop: () => void;
  readonly onAgain: () => void;
}

function Answer({ run, names, onStop, onAgain }: AnswerProps) {
  const { t } = useTranslation('backtest');
  if (run?.report != null) return <BackTestReport report={run.report} backTestId={run.backTestId} names={names} />;
  if (run === undefined || run.state === 'running')
    return (
      <section className={style.running}>
        <h1 className={lab.headline}>{t('running.title')}</h1>
        <progress className={style.progress} max={1} value={run?.progress ?? 0} aria-label={t('running.title')} />
        <p>{t(`running.${run?.step ?? 'reading'}`)}</p>
        <Button size="small" disabled={run === undefined} onClick={onStop}>
          {t('running.stop')}
        </Button>
      </section>
    );
  return (
    <section className={style.running}>
      <h1 className={lab.headline}>{t(run.state === 'cancelled' ? 'stopped.title' : 'failed.title')}</h1>
      <p>{run.state === 'cancelled' ? t('stopped.about') : run.problem}</p>
      <Button type="primary" onClick={onAgain}>
        {t('stopped.again')}
      </Button>
    </section>
  );
}
