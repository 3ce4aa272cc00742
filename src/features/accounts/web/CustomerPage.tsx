import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { formatLimit, formatPoints, formatRatio, type Locale, shortDay } from '../../../web/format.ts';
import { usePageTitle } from '../../../web/page-title.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { workspace as workspaceOperation } from '../../access/contract.ts';
import { explain } from '../../health/contract.ts';
import { getAccount } from '../contract.ts';
import { AccountEvents } from './AccountEvents.tsx';
import { AccountUsage } from './AccountUsage.tsx';
import { AccountWarnings } from './AccountWarnings.tsx';
import style from './Customer.module.css';
import { OwnerPicker } from './OwnerPicker.tsx';
import { ActivityEquation, type Explanation } from './widgets/ActivityEquation.tsx';
import { HealthParts, missingWords } from './widgets/HealthParts.tsx';

type Account = OutputOf<typeof getAccount>;

/** 客户: what is known of one customer, what is judged, on what it rests, and what is missing. */
export function CustomerPage() {
  const { externalId = '' } = useParams({ strict: false });
  const account = useOperation(getAccount, { externalId });
  const explanation = useOperation(explain, { externalId });
  const workspace = useOperation(workspaceOperation, {});
  usePageTitle(account.data?.name ?? null);
  if (account.isPending)
    return (
      <div className={style.page} aria-busy="true">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  if (account.isError)
    return (
      <div className={style.page}>
        <h1 className={style.lone}>{externalId}</h1>
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      </div>
    );
  return (
    <div className={style.page}>
      <Head account={account.data} explanation={explanation.data} />
      <div className={style.columns}>
        <div className={style.main}>
          {explanation.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
          {explanation.isError && <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />}
          {explanation.data && (
            <>
              <Scores of={explanation.data} />
              <AccountUsage account={account.data} explanation={explanation.data} />
            </>
          )}
          <AccountEvents key={externalId} externalId={externalId} timeZone={workspace.data?.timeZone ?? 'UTC'} />
        </div>
        <aside className={style.side}>
          {explanation.data && (
            <AccountWarnings externalId={externalId} today={explanation.data.asOf} timeZone={workspace.data?.timeZone ?? 'UTC'} />
          )}
          <Facts account={account.data} today={explanation.data?.asOf ?? account.data.startsOn} />
        </aside>
      </div>
    </div>
  );
}

function Head({ account, explanation }: { readonly account: Account; readonly explanation: Explanation | undefined }) {
  const { t, i18n } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const today = explanation?.asOf ?? account.startsOn;
  const locale = i18n.language as Locale;
  return (
    <header className={style.head}>
      <p className={style.crumbs}>
        <Link to="/$workspace/customers" params={{ workspace }}>
          {t('title')}
        </Link>{' '}
        / {account.externalId}
      </p>
      <div className={style.nameLine}>
        <h1>{account.name}</h1>
        <span className={style.quiet}>
          {account.endsOn !== null && account.endsOn < today
            ? t('state.ended', { day: shortDay(account.endsOn, today, locale) })
            : t('state.live')}
          <Dot />
          {t('head.since', { day: shortDay(account.startsOn, today, locale) })}
          <Dot />
          {t('owner.label')} <OwnerPicker account={account} />
        </span>
      </div>
      {explanation && (
        <p className={style.sentence}>
          <Sentence of={explanation} />
        </p>
      )}
    </header>
  );
}

/** The page's answer in one sentence. */
function Sentence({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('accounts');
  const { activity, score, expected, thirtyDaysAgo } = of.activityScore;
  if (activity.value === null || score.value === null)
    return <>{t('sentence.unknown', { reason: t(`units:reason.${activity.reason ?? 'not-computed'}`) })}</>;
  const values = { activity: formatRatio(activity.value), expected: formatLimit(expected), score: formatPoints(score.value) };
  const change = thirtyDaysAgo.value === null ? null : score.value - thirtyDaysAgo.value;
  const moved =
    change === null || Math.abs(change) < 1
      ? ''
      : t(change < 0 ? 'sentence.fell' : 'sentence.rose', { points: formatPoints(Math.abs(change)) });
  return (
    <>
      {t(activity.value >= expected ? 'sentence.met' : 'sentence.short', values)}
      {moved}
      {t('sentence.stop')}
    </>
  );
}

function Scores({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('accounts');
  const { health } = of;
  return (
    <section className={style.scores}>
      <div>
        <h2 className={style.title}>{t('score.name')}</h2>
        <p className={style.note}>{t('score.note')}</p>
        <ActivityEquation of={of} large />
      </div>
      <div>
        <h2 className={style.title}>{t('health.name')}</h2>
        <p className={style.note}>
          {health.score.value === null
            ? t('health.why', { missing: missingWords(of, t), required: formatLimit(health.requiredCoverage) })
            : t('health.note', { version: of.modelVersion })}
        </p>
        <HealthParts of={of} />
      </div>
    </section>
  );
}

function Facts({ account, today }: { readonly account: Account; readonly today: Day }) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const own: [string, string][] = [
    [t('fact.externalId'), account.externalId],
    [t('fact.startsOn'), shortDay(account.startsOn, today, locale)],
    ...(account.endsOn ? [[t('fact.endsOn'), shortDay(account.endsOn, today, locale)] as [string, string]] : []),
    ...(account.endKind ? [[t('fact.endKind'), account.endKind] as [string, string]] : []),
  ];
  return (
    <section className={style.section}>
      <h2 className={style.title}>{t('fact.title')}</h2>
      <dl className={style.facts}>
        {[...own, ...Object.entries(account.attributes)].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
