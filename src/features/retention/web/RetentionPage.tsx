import { Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatRatio } from '../../../web/format.ts';
import { EmptyPage } from '../../../web/ui/EmptyPage.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { type Report, report } from '../contract.ts';
import { shareAt, YEAR_DAYS } from '../core/survival.ts';
import { CohortView } from './CohortView.tsx';
import { ProjectionView } from './ProjectionView.tsx';
import style from './Retention.module.css';
import { RetentionBar } from './RetentionBar.tsx';
import { isDormant, useRetentionSearch, VIEWS, type View, type ViewProps } from './retention-search.ts';
import { SurvivalView } from './SurvivalView.tsx';
import { useWords } from './use-words.ts';
import { ValueView } from './ValueView.tsx';

/** 留存: how long customers stay, what is left of each cohort, what a projection is worth, and what customers are worth. */
export function RetentionPage() {
  const { t } = useTranslation('retention');
  const [search, change] = useRetentionSearch();
  const answer = useOperation(report, search.asked);
  if (answer.isPending)
    return (
      <div className={style.page} aria-busy="true">
        <Skeleton active title={{ width: 320 }} paragraph={{ rows: 10 }} />
      </div>
    );
  if (answer.isError)
    return (
      <div className={style.page}>
        <h1 className={style.headline}>{t('title')}</h1>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    );
  const nobody = answer.data.customers === 0 && answer.data.traits.length === 0;
  return (
    <div className={style.page}>
      {nobody && answer.data.notStarted === 0 ? (
        <EmptyPage headline={t('empty.headline')} text={t('empty.text')} to="/$workspace/import" action={t('empty.import')} />
      ) : (
        <Retention found={answer.data} search={search} change={change} />
      )}
    </div>
  );
}

function Retention({ found, search, change }: ViewProps) {
  const { t } = useTranslation('retention');
  const View = { survival: SurvivalView, cohorts: CohortView, projection: ProjectionView, value: ValueView }[search.view];
  return (
    <>
      <h1 className={style.headline}>
        <Sentence found={found} dormant={isDormant(search)} />
      </h1>
      <p className={style.definition}>
        <Definition found={found} search={search} />
      </p>
      <RetentionBar found={found} search={search} change={change} />
      <div className={style.views}>
        <Segmented<View>
          aria-label={t('view.label')}
          value={search.view}
          options={VIEWS.map((view) => ({ value: view, label: t(`view.${view}`) }))}
          onChange={(view) => change({ view: view === 'survival' ? undefined : view })}
        />
      </div>
      {found.customers === 0 ? <p className={style.none}>{t('nobody')}</p> : <View {...{ found, search, change }} />}
    </>
  );
}

/** The page's answer: how many are here after a year, and after how long half are gone. */
function Sentence({ found: { survival, customers, ended }, dormant }: { readonly found: Report; readonly dormant: boolean }) {
  const { t } = useTranslation('retention');
  const { span } = useWords();
  if (customers === 0) return <>{t('sentence.nobody')}</>;
  if (ended === 0) return <>{t(dormant ? 'sentence.noneDormant' : 'sentence.noneEnded', { count: customers })}</>;
  const { points, median } = survival.all;
  const last = points.at(-1)?.day ?? 0;
  const at = Math.min(YEAR_DAYS, last);
  const point = shareAt({ points }, at);
  const after = last >= YEAR_DAYS ? t('sentence.year') : t('sentence.after', { span: span(at) });
  const half = median.value === null ? t('sentence.noHalf') : t('sentence.half', { span: span(median.value) });
  const { share = 1, low = null, high = null } = point.known ? point.value : {};
  const interval = low === null || high === null ? '' : t('sentence.interval', { low: formatRatio(low, 0), high: formatRatio(high, 0) });
  return <>{t(dormant ? 'sentence.active' : 'sentence.here', { after, share: formatRatio(share), interval, half })}</>;
}

/** What is counted: who is gone, how many, until when. */
function Definition({ found, search }: Pick<ViewProps, 'found' | 'search'>) {
  const { t } = useTranslation('retention');
  const days = search.asked.outcome?.split(':')[1];
  const parts = [
    days === undefined ? t('definition.ended') : t('definition.dormant', { days }),
    t('definition.counts', { customers: found.customers, ended: found.ended }),
    t('definition.until', { day: found.toldUntil }),
    found.tooNew > 0 ? t('definition.tooNew', { count: found.tooNew }) : '',
    found.notStarted > 0 ? t(days === undefined ? 'definition.neverPaid' : 'definition.neverUsed', { count: found.notStarted }) : '',
  ];
  return <>{parts.filter((part) => part !== '').join(' · ')}</>;
}
