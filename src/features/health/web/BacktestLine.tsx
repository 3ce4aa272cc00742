import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Locale } from '../../../web/format.ts';
import { metricName } from '../../../web/metric-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import type { modelBacktests } from '../contract-models.ts';
import own from './Models.module.css';
import { useBacktests } from './use-backtests.ts';

interface BacktestLineProps {
  readonly modelId: string;
  readonly version: 'inForce' | 'draft';
}

type Said = NonNullable<OutputOf<typeof modelBacktests>['draft']>;

/** What the last back-test said of exactly this version, and the way to it. */
export function BacktestLine({ modelId, version }: BacktestLineProps) {
  const { t } = useTranslation('health');
  const { workspace = '' } = useParams({ strict: false });
  const answer = useBacktests(modelId);
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const said = answer.data?.[version] ?? null;
  const of = version === 'draft' ? `${modelId}@draft` : modelId;
  const search = {
    of,
    ...(said === null ? {} : { outcome: /^[a-z]+(:\d+)?$/.test(said.outcome) ? said.outcome : `when:${said.outcome}` }),
  };
  return (
    <p className={own.tested}>
      {said === null ? t('backtest.none') : <Verdict said={said} />} {said?.versus != null && <Versus of={said.versus} />}{' '}
      <Link to="/$workspace/lab/backtest" params={{ workspace }} search={search as never}>
        {t(said === null ? 'backtest.make' : 'backtest.open')}
      </Link>
    </p>
  );
}

/** Beside the version in force, over the same customers. */
function Versus({ of: { verdict, difference } }: { readonly of: NonNullable<Said['versus']> }) {
  const { t } = useTranslation('health');
  const two = (value: number | undefined): string => Math.abs(value ?? 0).toFixed(2);
  const [one, other] = [two(difference?.low), two(difference?.high)].sort();
  if (verdict === 'too-few') return null;
  if (verdict === 'not-told') return <strong>{t('backtest.sameAsLive')}</strong>;
  const values = { value: two(difference?.estimate), low: one ?? '', high: other ?? '' };
  return <strong>{t(verdict === 'better' ? 'backtest.betterThanLive' : 'backtest.worseThanLive', values)}</strong>;
}

function Verdict({ said }: { readonly said: Said }) {
  const { t, i18n } = useTranslation('health');
  const { skill, addedValue, area, single, customersWithOutcome, leastOutcomes, fromMonth, toMonth } = said;
  if (skill === 'too-few') return <>{t('backtest.few', { count: customersWithOutcome, least: leastOutcomes, fromMonth, toMonth })}</>;
  const metric = single === null ? '' : metricName(single, i18n.language as Locale);
  const value = area?.estimate.toFixed(2) ?? '';
  return (
    <>
      {t(skill === 'shown' ? 'backtest.skill' : 'backtest.noSkill', { value, fromMonth, toMonth })}
      {t(addedValue === 'shown' ? 'backtest.added' : 'backtest.notAdded', { metric })}
    </>
  );
}
