import { useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { Fragment, lazy, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { ApiError } from '../../../web/call.ts';
import { captureAbout } from '../../../web/capture/capture-state.ts';
import { usePageTitle } from '../../../web/page-title.ts';
import { noteVisit } from '../../../web/recent.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { WhenSeen } from '../../../web/ui/WhenSeen.tsx';
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
import { Arrange, useOrder } from './Arrange.tsx';
import style from './Customer.module.css';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerGone } from './CustomerGone.tsx';
import { CustomerHead } from './CustomerHead.tsx';
import { CustomerTabs } from './CustomerTabs.tsx';
import { CustomerUnknown } from './CustomerUnknown.tsx';
import { PeopleChain } from './PeopleChain.tsx';
import type { Widget } from './widget-order.ts';
import { ActivityEquation, type Explanation } from './widgets/ActivityEquation.tsx';

type Account = OutputOf<typeof getAccount>;

/** Far down, and mostly not there: it comes when somebody scrolls to it. */
const LearnedRisk = lazy(async () => ({ default: (await import('../../lab/web/widgets/LearnedRisk.tsx')).LearnedRisk }));

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

/** 全景: what is judged and on what it rests; beside it what to do, the terms and what happened. What comes first depends on who looks. */
function Overview({ account, explanation, timeZone }: OverviewProps) {
  const arrangement = useOrder();
  const { externalId } = account;
  const { data } = explanation;
  const today = data?.asOf;
  const drawn: Partial<Record<Widget, ReactNode>> = {
    timeline: <Timeline externalId={externalId} />,
    facts: <CustomerFacts account={account} />,
    ...(data && today
      ? {
          health: (
            <>
              <HealthPanel of={data} withoutScores />
              <WhenSeen>
                <LearnedRisk externalId={externalId} />
              </WhenSeen>
            </>
          ),
          usage: <AccountUsage account={account} explanation={data} />,
          activity: <Activity of={data} />,
          people: <PeopleChain externalId={externalId} today={today} />,
          issues: <OpenIssues externalId={externalId} today={today} timeZone={timeZone} />,
          actions: <NextActions externalId={externalId} today={today} />,
          warnings: <AccountWarnings externalId={externalId} today={today} timeZone={timeZone} />,
          terms: <ContractTerms externalId={externalId} today={today} />,
        }
      : {}),
  };
  const { main, side } = arrangement.order;
  return (
    <div className={style.columns}>
      <div className={style.main}>
        {explanation.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {explanation.isError && <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />}
        {pairsOf(data ? main : []).map((widgets, index) => {
          const row = <Row key={widgets.join()} widgets={widgets} drawn={drawn} />;
          return index < AT_TOP.main ? (
            row
          ) : (
            <WhenSeen key={widgets.join()} height={LATER}>
              {row}
            </WhenSeen>
          );
        })}
      </div>
      <aside className={style.side}>
        {side.map((widget, index) => (
          <Fragment key={widget}>{index < AT_TOP.side ? drawn[widget] : <WhenSeen height={LATER}>{drawn[widget]}</WhenSeen>}</Fragment>
        ))}
        <Arrange {...arrangement} />
      </aside>
    </div>
  );
}

/** Rows that are in the window when the page opens; the others ask when they come near it. */
const AT_TOP = { main: 1, side: 3 };
/** The height kept for one of them meanwhile. */
const LATER = 240;

function Row({ widgets, drawn }: { readonly widgets: readonly Widget[]; readonly drawn: Partial<Record<Widget, ReactNode>> }) {
  if (widgets.length === 1) return widgets.map((widget) => framed(widget, drawn[widget]));
  return (
    <div className={`${style.section} ${style.pair}`}>
      {widgets.map((widget) => (
        <Fragment key={widget}>{drawn[widget]}</Fragment>
      ))}
    </div>
  );
}

/** Half a column wide each. */
const NARROW: readonly Widget[] = ['people', 'issues'];

/** Widgets that are narrow and follow each other stand side by side. */
function pairsOf(order: readonly Widget[]): readonly (readonly Widget[])[] {
  const rows: Widget[][] = [];
  for (const widget of order) {
    const last = rows.at(-1);
    if (last?.length === 1 && NARROW.includes(widget) && NARROW.includes(last[0] as Widget)) last.push(widget);
    else rows.push([widget]);
  }
  return rows;
}

/** A narrow one that stands alone still has its line above. */
function framed(widget: Widget, drawn: ReactNode): ReactNode {
  if (drawn === undefined || !NARROW.includes(widget)) return <Fragment key={widget}>{drawn}</Fragment>;
  return (
    <div key={widget} className={style.section}>
      {drawn}
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
