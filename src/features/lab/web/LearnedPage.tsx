import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { asking, useOperation } from '../../../web/use-operation.ts';
import { listModels } from '../../health/contract-models.ts';
import { type LearnedState, learnedOf, learnedRisks, learnedState } from '../contract-learned.ts';
import { isOffered } from '../core/standing.ts';
import style from './BackTest.module.css';
import { BackTestReport } from './BackTestReport.tsx';
import lab from './Lab.module.css';
import { LabTabs } from './LabTabs.tsx';
import own from './Learned.module.css';
import { LearnedBench } from './LearnedBench.tsx';
import { LearnedMoves } from './LearnedMoves.tsx';
import { LearnedToday } from './LearnedToday.tsx';

const ASK_EVERY_MS = 700;

/** 学习到的风险: what is learned each night, whether it proved itself, what it says of today's customers, and how it moved. */
export function LearnedPage() {
  const { t } = useTranslation('learned');
  const state = useQuery({
    ...asking(learnedState, {}),
    refetchInterval: ({ state: { data } }) => (data?.running == null ? false : ASK_EVERY_MS),
  });
  const models = useOperation(listModels, {});
  const of = state.data;
  useRefreshAfter(of?.training?.trainedAt);
  return (
    <div className={lab.lab}>
      <aside className={lab.bench}>
        <LabTabs at="learned" />
        {of !== undefined && <LearnedBench key={JSON.stringify(of.settings)} of={of} />}
      </aside>
      <div className={lab.answers} aria-busy={of === undefined || of.running !== null}>
        {state.isError && (
          <>
            <h1 className={lab.headline}>{t('title')}</h1>
            <ErrorState error={state.error} onRetry={() => void state.refetch()} />
          </>
        )}
        {state.isPending && <Skeleton active title={{ width: 360 }} paragraph={{ rows: 8 }} />}
        {of !== undefined && <Answer of={of} names={models.data?.metrics ?? []} />}
      </div>
    </div>
  );
}

/** What is said of customers is asked for anew when a training has come. */
function useRefreshAfter(trainedAt: string | undefined): void {
  const cache = useQueryClient();
  const before = useRef(trainedAt);
  useEffect(() => {
    if (before.current !== trainedAt && before.current !== undefined)
      for (const { id } of [learnedRisks, learnedOf]) void cache.invalidateQueries({ queryKey: [id] });
    before.current = trainedAt;
  }, [cache, trainedAt]);
}

type Names = Parameters<typeof BackTestReport>[0]['names'];

function Answer({ of, names }: { readonly of: LearnedState; readonly names: Names }) {
  const { t } = useTranslation('learned');
  const { standing, training, problem, history } = of;
  const failed = problem !== null && <p className={style.warn}>{t('problem', { problem })}</p>;
  if (training === null || standing === 'off' || standing === 'untrained')
    return (
      <>
        <h1 className={lab.headline}>{t(standing === 'off' ? 'off.title' : 'untrained.title')}</h1>
        {failed}
        <p className={lab.definition}>{t(standing === 'off' ? 'off.about' : 'untrained.about')}</p>
      </>
    );
  return (
    <BackTestReport report={training.report} backTestId={null} names={names}>
      {failed}
      <p className={own.standing}>
        {t(`standing.${standing === 'not-better' && (training.report.difference?.high ?? 0) < 0 ? 'worse' : standing}`, {
          count: training.outcomes,
          least: training.report.leastOutcomes,
        })}
      </p>
      {isOffered(standing) && <LearnedToday today={of.today} />}
      {history.length > 1 && <LearnedMoves history={history} names={names} />}
    </BackTestReport>
  );
}
