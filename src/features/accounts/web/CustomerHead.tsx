import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { openCapture } from '../../../web/capture/capture-state.ts';
import { type Locale, shortDay } from '../../../web/format.ts';
import { accountSource } from '../../../web/records/account-source.ts';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { type getAccount, saveAccount } from '../contract.ts';
import style from './Customer.module.css';
import { CustomerDrawer } from './CustomerDrawer.tsx';
import { CustomerSentence } from './CustomerSentence.tsx';
import { CustomerStrip } from './CustomerStrip.tsx';
import { OwnerPicker } from './OwnerPicker.tsx';
import type { Explanation } from './widgets/ActivityEquation.tsx';

type Account = OutputOf<typeof getAccount>;

interface CustomerHeadProps {
  readonly account: Account;
  readonly explanation: Explanation | undefined;
  readonly onArchived: () => void;
}

/** Who it is, since when, what kind of customer, and the page's answer in one sentence. */
export function CustomerHead({ account, explanation, onArchived }: CustomerHeadProps) {
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
          <Kind account={account} />
          {account.endsOn !== null && account.endsOn < today
            ? t('state.ended', { day: shortDay(account.endsOn, today, locale) })
            : t('state.live')}
          <Dot />
          {t('head.since', { day: shortDay(account.startsOn, today, locale) })}
          <Dot />
          {t('owner.label')} <OwnerPicker account={account} />
        </span>
        <div className={style.headActs}>
          <WriteDown />
          <EditCustomer account={account} onArchived={onArchived} />
        </div>
      </div>
      {explanation && (
        <>
          <p className={style.sentence}>
            <CustomerSentence of={explanation} />
          </p>
          <CustomerStrip account={account} explanation={explanation} />
        </>
      )}
    </header>
  );
}

/** Its tier, industry and region, where somebody said them. */
function Kind({ account: { profile } }: { readonly account: Account }) {
  const { t } = useTranslation('records');
  const said = (['tier', 'industry', 'region'] as const).flatMap((field) => {
    const value = profile[field];
    return typeof value === 'string' ? [field !== 'tier' ? value : choiceWord('account', field, value, t)] : [];
  });
  return said.map((words) => (
    <span key={words}>
      {words}
      <Dot />
    </span>
  ));
}

/** 记一笔 and 建任务, for those who work on customers. */
function WriteDown() {
  const { t } = useTranslation('customer');
  const works = useHolds(CUSTOMER_WORK);
  if (!works) return null;
  return (
    <>
      <Button type="primary" onClick={() => openCapture({ kind: 'touch' })}>
        {t('act.touch')}
      </Button>
      <Button onClick={() => openCapture({ kind: 'task' })}>{t('act.task')}</Button>
    </>
  );
}

/** Opens the customer's form for those who may change it, its history for all. */
function EditCustomer({ account, onArchived }: Pick<CustomerHeadProps, 'account' | 'onArchived'>) {
  const { t } = useTranslation('accounts');
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const leads = useHolds(saveAccount.access.functions);
  const archive = (): void => {
    accountSource.archive(account.externalId).then(onArchived, setFailed);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(leads ? 'head.edit' : 'head.details')}</Button>
      {failed !== null && <ErrorState error={failed} />}
      {open && (
        <CustomerDrawer
          account={account}
          writes={leads}
          onSaved={() => setOpen(false)}
          {...(leads ? { onArchive: archive } : {})}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
