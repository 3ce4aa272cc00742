import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { formatFull } from '../../../web/format.ts';
import { RecordSection } from '../../../web/records/RecordSection.tsx';
import { SHOWN_KINDS } from '../../../web/records/record-kinds.ts';
import { useRecordCounts } from '../../../web/records/use-records.ts';
import { EarnedPanel } from '../../contracts/web/widgets/EarnedPanel.tsx';
import { LedgerPanel } from '../../contracts/web/widgets/LedgerPanel.tsx';
import type { getAccount } from '../contract.ts';
import { AccountEvents } from './AccountEvents.tsx';
import { CommitmentSection } from './CommitmentSection.tsx';
import style from './Customer.module.css';
import { CUSTOMER_TABS, KIND_OF_TAB, tabIn } from './customer-tabs.ts';
import { UnitSection } from './UnitSection.tsx';

interface CustomerTabsProps {
  readonly account: OutputOf<typeof getAccount>;
  readonly today: Day;
  readonly timeZone: string;
  readonly overview: ReactNode;
}

/** What is known of a customer, part by part; the part stands in the address. */
export function CustomerTabs({ account, today, timeZone, overview }: CustomerTabsProps) {
  const { t } = useTranslation('accounts');
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const counts = useRecordCounts(account.externalId);
  const open = tabIn(search.tab);
  return (
    <>
      <Tabs
        className={style.tabs ?? ''}
        activeKey={open}
        onChange={(tab) => void navigate({ to: '.', search: tab === 'overview' ? {} : { tab } })}
        items={CUSTOMER_TABS.map((tab) => ({
          key: tab,
          label: (
            <TabLabel
              name={t(`tab.${tab}`)}
              count={tab === 'overview' || tab === 'events' ? 0 : (counts.get(KIND_OF_TAB[tab].kind.name) ?? 0)}
            />
          ),
        }))}
      />
      {open === 'overview' && overview}
      {open === 'events' && <AccountEvents key={account.externalId} externalId={account.externalId} timeZone={timeZone} />}
      {open !== 'overview' && open !== 'events' && <Part tab={open} account={account} today={today} />}
    </>
  );
}

function TabLabel({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <>
      {name}
      {count > 0 && <span className={style.tabCount}>{formatFull(count)}</span>}
    </>
  );
}

function Part({ tab, account, today }: { readonly tab: keyof typeof KIND_OF_TAB } & Pick<CustomerTabsProps, 'account' | 'today'>) {
  const { t } = useTranslation('ledger');
  const common = { account, today };
  switch (tab) {
    case 'contracts':
      return (
        <>
          <RecordSection {...common} of={SHOWN_KINDS.contract} />
          <RecordSection {...common} of={SHOWN_KINDS['contract-line']} prefix="line." />
          <RecordSection {...common} of={SHOWN_KINDS['churn-record']} prefix="churn." />
          <section className={style.section}>
            <h2 className={style.title}>{t('earned.title')}</h2>
            <EarnedPanel account={account.externalId} today={today} />
          </section>
          <section className={style.section}>
            <h2 className={style.title}>{t('title')}</h2>
            <LedgerPanel account={account.externalId} />
          </section>
        </>
      );
    case 'units':
      return <UnitSection {...common} />;
    case 'commitments':
      return <CommitmentSection {...common} />;
    default:
      return <RecordSection key={tab} {...common} of={KIND_OF_TAB[tab]} />;
  }
}
