import { Link, useParams } from '@tanstack/react-router';
import { Button, InputNumber, Select, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ADMINISTERING, LEADING } from '../../../contract/access.ts';
import type { OutputOf } from '../../../contract/operation.ts';
import { currencyOptions } from '../../../web/currencies.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listAudit } from '../../access/contract.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import formStyle from '../../access/web/widgets/Form.module.css';
import style from '../../access/web/widgets/Settings.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { useHolds } from '../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { ledgerSettings, updateLedgerSettings } from '../../contracts/contract-ledger.ts';
import { archiveDefinition, chooseDefinition, listDefinitions, months } from '../contract.ts';
import { definitionWords } from './definition-words.ts';

type Settings = OutputOf<typeof ledgerSettings>;
type Listed = OutputOf<typeof listDefinitions>['definitions'][number];

/** 收入口径: in which currency, how late a line still renews, and the definitions by which figures are read. */
export function LedgerSettingsPage() {
  const { t } = useTranslation('revenue');
  const settings = useOperation(ledgerSettings, {});
  const admin = useHolds(ADMINISTERING);
  if (settings.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (settings.isError) return <PageError place="ledger" error={settings.error} onRetry={() => void settings.refetch()} />;
  return (
    <>
      <h1 className={style.headline}>
        {t('settings.headline', { currency: settings.data.baseCurrency, count: settings.data.renewalToleranceDays })}
      </h1>
      <p className={style.definition}>
        {t('settings.definition')}
        {!admin && t('access:onlyAdministrators')}
      </p>
      {admin && <SettingsForm present={settings.data} />}
      <Definitions baseCurrency={settings.data.baseCurrency} />
    </>
  );
}

/** The limits of the contract. */
const MOST_DAYS = 366;

function SettingsForm({ present }: { readonly present: Settings }) {
  const { t, i18n } = useTranslation('revenue');
  const refresh = useRefresh(ledgerSettings, listAudit, months);
  const change = useChange(updateLedgerSettings);
  const options = useMemo(() => [...currencyOptions(i18n.language)], [i18n.language]);
  const form = useForm<{ readonly baseCurrency: string; readonly renewalToleranceDays: number | null }>({
    initial: present,
    check: ({ renewalToleranceDays: days }) => ({
      renewalToleranceDays: days === null || days < 0 || days > MOST_DAYS ? t('settings.days.outside', { most: MOST_DAYS }) : undefined,
    }),
    error: change.error,
    byCode: { conflict: 'baseCurrency' },
    refused: (_field, code, message) => (code === 'conflict' ? t('settings.currency.fixed') : t('access:problem.refused', { message })),
    onSubmit: ({ baseCurrency, renewalToleranceDays }) =>
      change.mutate(
        {
          ...(baseCurrency === present.baseCurrency ? {} : { baseCurrency }),
          ...(renewalToleranceDays === null ? {} : { renewalToleranceDays }),
        },
        { onSuccess: refresh },
      ),
  });
  const { baseCurrency, renewalToleranceDays } = form.values;
  const same = baseCurrency === present.baseCurrency && renewalToleranceDays === present.renewalToleranceDays;
  return (
    <form className={`${formStyle.form} ${style.narrow}`} onSubmit={form.onSubmit} noValidate>
      <Field form={form} name="baseCurrency" label={t('settings.currency.label')} help={t('settings.currency.help')}>
        {({ status, id, onBlur, ...aria }) => (
          <Select
            {...aria}
            id={id}
            status={status}
            onBlur={onBlur}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('settings.currency.label')}
            options={options}
            value={baseCurrency}
            onChange={(value: string) => form.set('baseCurrency', value)}
          />
        )}
      </Field>
      <Field form={form} name="renewalToleranceDays" label={t('settings.days.label')} help={t('settings.days.help')}>
        {({ status, ...control }) => (
          <InputNumber<number>
            {...control}
            status={status}
            value={renewalToleranceDays}
            precision={0}
            suffix={t('days')}
            controls={false}
            style={{ width: 120 }}
            onChange={(value) => form.set('renewalToleranceDays', value)}
          />
        )}
      </Field>
      {form.rest !== null && <ErrorState error={form.rest} />}
      <div className={formStyle.submit}>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('access:save')}
        </Button>
        <span className={style.saved} role="status">
          {change.isSuccess && same && t('settings.saved')}
        </span>
      </div>
    </form>
  );
}

/** The definitions that the revenue page offers. */
function Definitions({ baseCurrency }: { readonly baseCurrency: string }) {
  const { t } = useTranslation('revenue');
  const { workspace = '' } = useParams({ strict: false });
  const definitions = useOperation(listDefinitions, {});
  const archive = useChange(archiveDefinition);
  const choose = useChange(chooseDefinition);
  const refresh = useRefresh(listDefinitions, months, listAudit);
  const leads = useHolds(LEADING);
  if (definitions.isPending) return <Skeleton active paragraph={{ rows: 4 }} />;
  if (definitions.isError) return <ErrorState error={definitions.error} onRetry={() => void definitions.refetch()} />;
  const nameOf = ({ id, name }: Listed): string => name ?? t(`definition.${id}`);
  return (
    <section className={style.section}>
      <h2>{t('settings.definitions.title')}</h2>
      <p className={style.definition}>{t('settings.definitions.about')}</p>
      {[archive, choose].map(({ error }) => error !== null && <ErrorState key={error.message} error={error} />)}
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t('settings.definitions.name')}</th>
            <th scope="col">{t('settings.definitions.counts')}</th>
            <th scope="col">
              <span className={style.unseen}>{t('settings.definitions.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {definitions.data.definitions.map((one) => (
            <tr key={one.id}>
              <td>
                <span className={style.name}>{nameOf(one)}</span>
                <span className={style.quiet}>
                  {t(one.builtIn ? 'settings.definitions.builtIn' : 'settings.definitions.own')}
                  {one.id === definitions.data.default && t('settings.definitions.isDefault')}
                </span>
              </td>
              <td className={style.wide}>{definitionWords(one.definition, one.definition.currency ?? baseCurrency, t)}</td>
              <td className={style.acts}>
                <Link
                  to="/$workspace/revenue"
                  params={{ workspace }}
                  search={one.id === definitions.data.default ? {} : { definition: one.id }}
                >
                  {t('settings.definitions.open')}
                </Link>
                {leads && one.id !== definitions.data.default && (
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('settings.definitions.chooseOne', { name: nameOf(one) })}
                    onClick={() => choose.mutate({ id: one.id }, { onSuccess: refresh })}
                  >
                    {t('settings.definitions.choose')}
                  </Button>
                )}
                {leads && !one.builtIn && one.id !== definitions.data.default && (
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('settings.definitions.archiveOne', { name: nameOf(one) })}
                    onClick={() => archive.mutate({ id: one.id }, { onSuccess: refresh })}
                  >
                    {t('settings.definitions.archive')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
