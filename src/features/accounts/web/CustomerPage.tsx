import { useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { ApiError } from '../../../web/call.ts';
import { captureAbout } from '../../../web/capture/capture-state.ts';
import { usePageTitle } from '../../../web/page-title.ts';
import { noteVisit } from '../../../web/recent.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { workspace as workspaceOperation } from '../../access/contract.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { ContractTerms } from '../../contracts/web/widgets/ContractTerms.tsx';
import { explain } from '../../health/contract.ts';
import { HealthPanel } from '../../health/web/widgets/HealthPanel.tsx';
import { OpenIssues } from '../../issues/web/widgets/OpenIssues.tsx';
import { NextActions } from '../../tasks/web/widgets/NextActions.tsx';
import { Timeline } from '../../timeline/web/widgets/Timeline.tsx';
import { getAccount } from '../contract.ts';
import { AccountUsage } from './AccountUsage.tsx';
import { AccountWarnings } from './AccountWarnings.tsx';
import style from './Customer.module.css';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerGone } from './CustomerGone.tsx';
import { CustomerHead } from './CustomerHead.tsx';
import { CustomerTabs } from './CustomerTabs.tsx';
import { CustomerUnknown } from './CustomerUnknown.tsx';
import { PeopleChain } from './PeopleChain.tsx';
import { ActivityEquation, type Explanation } from './widgets/ActivityEquation.tsx';

type Account = OutputOf<typeof getAccount>;

/** 客户: what is known of one customer, what is judged, on what it rests, and what is missing. */
export function CustomerPage() {
  const { externalId = '' } = useParams({ strict: false });
  const account = useOperation(getAccount, { externalId });
  const explanation = useOperation(explain, { externalId });
  const workspace = useOperation(workspaceOperation, {});
  const [gone, setGone] = useState<string | null>(null);
  usePageTitle(account.data?.name ?? null);
  useVisit(account.data);
  if (gone !== null) return <CustomerGone externalId={externalId} name={gone} onBack={() => setGone(null)} />;
  if (account.isPending)
    return (
      <div className={style.page} aria-busy="true">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  if (account.error instanceof ApiError && account.error.code === 'account-unknown') return <CustomerUnknown externalId={externalId} />;
  if (account.isError)
    return (
      <div className={style.page}>
        <h1 className={style.lone}>{externalId}</h1>
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      </div>
    );
  return (
    <div className={style.page}>
      <CustomerHead account={account.data} explanation={explanation.data} onArchived={() => setGone(account.data.name)} />
      <CustomerTabs
        key={externalId}
        account={account.data}
        today={explanation.data?.asOf ?? account.data.startsOn}
        timeZone={workspace.data?.timeZone ?? 'UTC'}
        overview={<Overview account={account.data} explanation={explanation} timeZone={workspace.data?.timeZone ?? 'UTC'} />}
      />
    </div>
  );
}

/** Remembers that this person was here; what they write down meanwhile is about this customer. */
function useVisit(account: Account | undefined): void {
  const personId = useMembership()?.personId;
  const { externalId, name } = account ?? {};
  useEffect(() => {
    if (personId === undefined || externalId === undefined || name === undefined) return;
    noteVisit(personId, { externalId, name });
    return captureAbout({ externalId, name });
  }, [personId, externalId, name]);
}

interface OverviewProps {
  readonly account: Account;
  readonly explanation: ReturnType<typeof useOperation<typeof explain>>;
  readonly timeZone: string;
}

/** 全景: what is judged and on what it rests; beside it what to do, the terms and what happened. */
function Overview({ account, explanation, timeZone }: OverviewProps) {
  const { externalId } = account;
  const today = explanation.data?.asOf;
  return (
    <div className={style.columns}>
      <div className={style.main}>
        {explanation.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {explanation.isError && <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />}
        {explanation.data && today && (
          <>
            <HealthPanel of={explanation.data} withoutScores />
            <AccountUsage account={account} explanation={explanation.data} />
            <Activity of={explanation.data} />
            <div className={`${style.section} ${style.pair}`}>
              <PeopleChain externalId={externalId} today={today} />
              <OpenIssues externalId={externalId} today={today} timeZone={timeZone} />
            </div>
          </>
        )}
      </div>
      <aside className={style.side}>
        {today && (
          <>
            <NextActions externalId={externalId} today={today} />
            <AccountWarnings externalId={externalId} today={today} timeZone={timeZone} />
            <ContractTerms externalId={externalId} today={today} />
          </>
        )}
        <Timeline externalId={externalId} />
        <CustomerFacts account={account} today={today ?? account.startsOn} />
      </aside>
    </div>
  );
}

function Activity({ of }: { readonly of: Explanation }) {
  const { t } = useTranslation('accounts');
  return (
    <section className={style.section}>
      <h2 className={style.title}>{t('score.name')}</h2>
      <p className={style.note}>{t('score.note')}</p>
      <ActivityEquation of={of} large />
    </section>
  );
}
