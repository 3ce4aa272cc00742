import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { MaybeNumber } from '../../../contract/shapes.ts';
import { call } from '../../../web/call.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatFull, formatRatio, type Locale, NO_VALUE } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { MaybeValue } from '../../../web/ui/MaybeValue.tsx';
import { ScrollBox } from '../../../web/ui/ScrollBox.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { minorDigits } from '../../contracts/core/exchange.ts';
import { moneyScale, type Scale, sentenceScale, writeAmount, writeFull } from '../../revenue/web/widgets/money-scale.ts';
import { customers, type Report } from '../contract.ts';
import { Help } from './Help.tsx';
import style from './Retention.module.css';
import type { ViewProps } from './retention-search.ts';
import { useWords } from './use-words.ts';
import { WorthSettings } from './WorthSettings.tsx';

type Value = NonNullable<Report['value']>;

/** 生命周期价值: what customers have brought, and what is still expected, by the formula and by the model. */
export function ValueView({ found, search }: ViewProps) {
  const { t, i18n } = useTranslation('retention');
  const { value, settings } = found;
  if (value === null) return <p className={style.none}>{t('value.onlyEnded')}</p>;
  const all = value.groups[0];
  if (all === undefined || all.customers === 0) return <p className={style.none}>{t('value.none', { count: value.withoutMoney })}</p>;
  const scale = moneyScale(Math.max(...value.groups.map(({ realised }) => realised)), value.currency, i18n.language as Locale);
  return (
    <>
      <h2 className={style.finding}>
        <Finding value={value} all={all} />
      </h2>
      <p className={style.definition}>
        {t('value.convention', {
          margin: formatRatio(settings.margin, 0),
          discount: formatRatio(settings.discount, 0),
          years: settings.capYears,
        })}
      </p>
      <WorthSettings settings={settings} />
      <Groups value={value} by={search.asked.by ?? 'start-year'} scale={scale} />
      <Customers search={search} scale={scale} />
      <Help view="value" />
    </>
  );
}

function useScaleWords(): (scale: Scale, currency: string) => string {
  const { t } = useTranslation('revenue');
  return (scale, currency) => t(`scale.${scale.unit}`, { currency });
}

function Finding({ value, all }: { readonly value: Value; readonly all: Value['groups'][number] }) {
  const { t, i18n } = useTranslation('retention');
  const { t: words } = useTranslation('revenue');
  const said = (amount: number): string => {
    const scale = sentenceScale(amount, value.currency, i18n.language as Locale);
    return words(`scaled.${scale.unit}`, { amount: writeAmount(amount, scale), currency: value.currency });
  };
  const realised = t('value.realised', { count: all.customers, amount: said(all.realised) });
  if (all.mean.value === null) return <>{realised}</>;
  const model = all.meanModelled.value === null ? '' : t('value.modelled', { amount: said(all.meanModelled.value) });
  return (
    <>
      {realised}
      {t('value.mean', { count: all.living, amount: said(all.mean.value) })}
      {model}
    </>
  );
}

/** An amount in the unit of its table, or why there is none. */
function Amount({ of, scale, currency }: { readonly of: MaybeNumber; readonly scale: Scale; readonly currency: string }) {
  if (of.value === null) return <MaybeValue of={of} unit="points" />;
  return <span title={writeFull(of.value, currency)}>{writeAmount(of.value, scale)}</span>;
}

function Groups({ value, by, scale }: { readonly value: Value; readonly by: string; readonly scale: Scale }) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const unit = useScaleWords()(scale, value.currency);
  const { currency } = value;
  const name = ({ group, label }: Value['groups'][number], index: number): string =>
    index === 0 ? t('group.all') : words.group(by, group, label);
  const COLUMNS = ['living', 'arr', 'realised', 'churn', 'future', 'modelled', 'mean', 'meanModelled'] as const;
  const save = (): void => {
    const major = (amount: number | null): number | null => (amount === null ? null : amount / 10 ** minorDigits(currency));
    saveCsv(
      t('value.file'),
      [words.trait(by, null), ...COLUMNS.map((one) => t(`value.column.${one}`)), t('value.currency')],
      value.groups.map((one, index) => [
        ...[name(one, index), one.living, major(one.arr), major(one.realised), one.rate.value, major(one.future.value)],
        ...[major(one.modelled.value), major(one.mean.value), major(one.meanModelled.value), currency],
      ]),
    );
  };
  return (
    <section className={style.section}>
      <div className={style.sectionHead}>
        <h2>{t('value.groups', { trait: words.trait(by, null) })}</h2>
        <span className={style.quiet}>{t('value.unit', { unit })}</span>
        <Button size="small" onClick={save}>
          {t('value.save')}
        </Button>
      </div>
      <p className={style.definition}>
        {t('value.churn', { from: value.churnFrom, to: value.churnTo })}
        {value.withoutMoney > 0 && t('value.withoutMoney', { count: value.withoutMoney })}
      </p>
      <ScrollBox className={style.scroll} label={t('value.groups', { trait: words.trait(by, null) })}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{words.trait(by, null)}</th>
              {COLUMNS.map((one) => (
                <th key={one} scope="col">
                  {t(`value.column.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {value.groups.map((one, index) => (
              <tr key={index === 0 ? 'everybody' : `group ${one.group}`} className={index === 0 ? style.all : undefined}>
                <th scope="row">{name(one, index)}</th>
                <td>{t('value.livingOf', { living: formatFull(one.living), of: formatFull(one.customers) })}</td>
                <td>{writeAmount(one.arr, scale)}</td>
                <td>{writeAmount(one.realised, scale)}</td>
                <td title={t('value.churnOf', { left: one.churnLeft, of: one.churnOf })}>
                  {one.rate.value === null ? <MaybeValue of={one.rate} unit="ratio" /> : formatRatio(one.rate.value)}
                  {one.borrowed && one.rate.value !== null && <small className={style.quiet}> {t('value.borrowed')}</small>}
                </td>
                {[one.future, one.modelled, one.mean, one.meanModelled].map((of, place) => (
                  <td key={COLUMNS[place + 4]}>
                    <Amount of={of} scale={scale} currency={currency} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

const PAGE = 20;
const MOST = 1000;

function Customers({ search: { asked }, scale }: Pick<ViewProps, 'search'> & { readonly scale: Scale }) {
  const { t } = useTranslation('retention');
  const { workspace = '' } = useParams({ strict: false });
  const [pages, setPages] = useState(1);
  const [problem, setProblem] = useState<unknown>(null);
  const { cohort: _, measure: __, ...question } = asked;
  const answer = useOperation(customers, { ...question, limit: Math.min(MOST, pages * PAGE) });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.isPending) return <Skeleton active paragraph={{ rows: 5 }} />;
  const { rows, total, currency } = answer.data;
  const save = (): void => {
    everyRow(question).then((all) => saveRows(all, currency, t), setProblem);
  };
  return (
    <section className={style.section}>
      <div className={style.sectionHead}>
        <h2>{t('value.customers', { count: total })}</h2>
        <Button size="small" onClick={save}>
          {t('value.saveAll')}
        </Button>
      </div>
      {problem !== null && <ErrorState error={problem} onRetry={save} />}
      <ScrollBox className={style.scroll} label={t('value.customers', { count: total })}>
        <table className={style.table}>
          <thead>
            <tr>
              {(['customer', 'since', 'arr', 'realised', 'future', 'modelled', 'ltv'] as const).map((one) => (
                <th key={one} scope="col" className={one === 'customer' ? style.text : undefined}>
                  {t(`value.column.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ account, startsOn, endedOn, arr, realised, future, modelled }) => (
              <tr key={account.externalId}>
                <th scope="row">
                  <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }}>
                    {account.name === '' ? account.externalId : account.name}
                  </Link>
                </th>
                <td>{endedOn === null ? startsOn : t('value.span', { from: startsOn, to: endedOn })}</td>
                <td>{writeAmount(arr, scale)}</td>
                <td title={writeFull(realised, currency)}>{writeAmount(realised, scale)}</td>
                <td>
                  <Amount of={future} scale={scale} currency={currency} />
                </td>
                <td>
                  <Amount of={modelled} scale={scale} currency={currency} />
                </td>
                <td>{future.value === null ? NO_VALUE : writeAmount(realised + future.value, scale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {rows.length < Math.min(total, MOST) && (
        <Button size="small" className={style.more ?? ''} loading={answer.isFetching} onClick={() => setPages(pages + 2)}>
          {t('value.more', { count: total - rows.length })}
        </Button>
      )}
    </section>
  );
}

type Rows = OutputOf<typeof customers>['rows'];

/** Every customer, also those that are not on the page. */
async function everyRow(question: Omit<Parameters<typeof call<typeof customers>>[1], 'offset' | 'limit'>): Promise<Rows> {
  const rows: Rows = [];
  for (;;) {
    const page = await call(customers, { ...question, offset: rows.length, limit: MOST });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

function saveRows(rows: Rows, currency: string, t: ReturnType<typeof useTranslation<'retention'>>['t']): void {
  const major = (amount: number | null): number | null => (amount === null ? null : amount / 10 ** minorDigits(currency));
  saveCsv(
    t('value.customersFile'),
    [
      t('value.column.id'),
      ...(['customer', 'since', 'until', 'arr', 'realised', 'future', 'modelled', 'ltv'] as const).map((one) => t(`value.column.${one}`)),
      t('value.currency'),
    ],
    rows.map(({ account, startsOn, endedOn, arr, realised, future, modelled }) => [
      ...[account.externalId, account.name, startsOn, endedOn, major(arr), major(realised), major(future.value), major(modelled.value)],
      ...[future.value === null ? null : major(realised + future.value), currency],
    ]),
  );
}
