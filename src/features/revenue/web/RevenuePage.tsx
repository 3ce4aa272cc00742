import { Button, Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatRatio, type Locale } from '../../../web/format.ts';
import { EmptyPage } from '../../../web/ui/EmptyPage.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { minorDigits } from '../../contracts/core/exchange.ts';
import { months } from '../contract.ts';
import { AMOUNTS } from '../core/month-rows.ts';
import { CellDrawer } from './CellDrawer.tsx';
import { DefinitionBar } from './DefinitionBar.tsx';
import { definitionWords } from './definition-words.ts';
import { LevelTable } from './LevelTable.tsx';
import { MonthTable } from './MonthTable.tsx';
import { MovementChart } from './MovementChart.tsx';
import style from './Revenue.module.css';
import { type RevenueSearch, useRevenueSearch } from './use-revenue-search.ts';
import { moneyScale, sentenceScale, writeAmount } from './widgets/money-scale.ts';

type Answer = OutputOf<typeof months>;

/** 收入: what recurs a year, why it changed month by month, and how much of it stays. */
export function RevenuePage() {
  const { t } = useTranslation('revenue');
  const [search, change] = useRevenueSearch();
  const answer = useOperation(months, search.by);
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
  return (
    <div className={style.page}>
      {answer.data.rows.length === 0 ? (
        <EmptyPage headline={t('empty.headline')} text={t('empty.text')} to="/$workspace/import" action={t('empty.import')} />
      ) : (
        <Table answer={answer.data} search={search} change={change} />
      )}
    </div>
  );
}

interface TableProps {
  readonly answer: Answer;
  readonly search: RevenueSearch;
  readonly change: ReturnType<typeof useRevenueSearch>[1];
}

function Table({ answer, search, change }: TableProps) {
  const { t, i18n } = useTranslation('revenue');
  const shown = search.range === 'all' ? answer : { ...answer, rows: answer.rows.slice(-Number(search.range)) };
  const per = search.monthly ? 12 : 1;
  const largest = Math.max(0, ...shown.rows.map(({ amounts }) => Math.abs(amounts.closing ?? 0) / per));
  const scale = moneyScale(largest, answer.currency, i18n.language as Locale);
  const unit = t(`scale.${scale.unit}`, { currency: answer.currency });
  const last = shown.rows.at(-1);
  const line = `${definitionWords(answer.definition, answer.currency, t)} · ${t('line.asOf', { day: answer.asOf })}`;
  return (
    <>
      <h1 className={style.headline}>
        <Sentence answer={answer} monthly={search.monthly} />
      </h1>
      <p className={style.definition}>{line}</p>
      <DefinitionBar answer={answer} search={search} change={change} />
      <MovementChart rows={shown.rows} scale={scale} per={per} unit={unit} />
      <div className={style.tableHead}>
        <h2 className={style.subtitle}>{t('table.title')}</h2>
        <span className={style.quiet}>{t(search.monthly ? 'table.unitMonth' : 'table.unitYear', { unit })}</span>
        <Button size="small" onClick={() => save(shown, per, t)}>
          {t('saveCsv')}
        </Button>
      </div>
      <MonthTable
        answer={shown}
        scale={scale}
        per={per}
        open={search.open}
        onOpen={(month, cell) => change({ cell: `${month}.${cell}` })}
      />
      {last !== undefined && (
        <LevelTable
          by={search.by}
          month={last.month}
          level={answer.definition.level}
          scale={scale}
          per={per}
          onChoose={(level) => change({ level })}
        />
      )}
      {search.open !== null && (
        <CellDrawer
          key={`${search.open.month} ${search.open.cell}`}
          by={search.by}
          month={search.open.month}
          cell={search.open.cell}
          per={per}
          definitionLine={line}
          onClose={() => change({ cell: undefined })}
        />
      )}
    </>
  );
}

/** The page's answer: what recurs now, and what became of it. */
function Sentence({ answer, monthly }: { readonly answer: Answer; readonly monthly: boolean }) {
  const { t, i18n } = useTranslation('revenue');
  const last = answer.rows.at(-1);
  if (last === undefined || last.amounts.closing === null) return <>{t('sentence.unknown', last?.missing ?? { currency: '', day: '' })}</>;
  const closing = last.amounts.closing / (monthly ? 12 : 1);
  const scale = sentenceScale(closing, answer.currency, i18n.language as Locale);
  const worth = t(`scaled.${scale.unit}`, { amount: writeAmount(closing, scale), currency: answer.currency });
  const of = t(monthly ? 'sentence.mrr' : 'sentence.arr', { worth });
  if (answer.definition.rate === 'due') {
    const { rate, units, renewedUnits } = last.due;
    return <>{rate === null ? of : t('sentence.due', { of, rate: formatRatio(rate), due: units, renewed: renewedUnits })}</>;
  }
  const { grr, nrr, logo } = last.rates;
  if (grr === null || nrr === null || logo === null) return <>{t('sentence.young', { of, count: answer.definition.window })}</>;
  return (
    <>
      {t('sentence.kept', { of, count: answer.definition.window, grr: formatRatio(grr), nrr: formatRatio(nrr), logo: formatRatio(logo) })}
    </>
  );
}

function save({ rows, currency }: Answer, per: number, t: TFunction<'revenue'>): void {
  const major = (amount: number | null): number | null => (amount === null ? null : amount / per / 10 ** minorDigits(currency));
  const head = [
    t('column.month'),
    ...AMOUNTS.map((amount) => `${t(`cell.${amount}`)} ${currency}`),
    ...(['grr', 'nrr', 'logo', 'repurchase'] as const).map((rate) => t(`rate.${rate}`)),
    ...(['dueUnits', 'renewedUnits', 'due', 'renewed', 'units', 'churned'] as const).map((one) => t(`file.${one}`)),
  ];
  saveCsv(
    t('chart.file'),
    head,
    rows.map(({ month, amounts, rates, due, units, churnedUnits }) => [
      ...[month, ...AMOUNTS.map((amount) => major(amounts[amount]))],
      ...[rates.grr, rates.nrr, rates.logo, rates.repurchase],
      ...[due.units, due.renewedUnits, major(due.amount), major(due.renewed), units, churnedUnits],
    ]),
  );
}
