import { Link, useParams } from '@tanstack/react-router';
import { Button, Drawer, Skeleton } from 'antd';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { minorDigits } from '../../contracts/core/exchange.ts';
import { LedgerPanel } from '../../contracts/web/widgets/LedgerPanel.tsx';
import { rows as rowsOperation } from '../contract.ts';
import style from './Revenue.module.css';
import type { By, Cell } from './use-revenue-search.ts';
import { writeFull } from './widgets/money-scale.ts';

const PAGE = 50;
const MOST = 500;

type Answer = OutputOf<typeof rowsOperation>;
type Row = Answer['rows'][number];

interface CellDrawerProps {
  readonly by: By;
  readonly month: string;
  readonly cell: Cell;
  readonly per: number;
  readonly definitionLine: string;
  readonly onClose: () => void;
}

/** What makes a figure: customers, contracts or lines, and under each its ledger. */
export function CellDrawer({ by, month, cell, per, definitionLine, onClose }: CellDrawerProps) {
  const { t } = useTranslation('revenue');
  const [limit, setLimit] = useState(PAGE);
  const answer = useOperation(rowsOperation, { ...by, month, cell, limit });
  const counts = cell === 'units' || cell === 'churned';
  return (
    <Drawer open width={720} title={t('drawer.title', { month, cell: t(`cell.${cell}`) })} onClose={onClose} destroyOnHidden>
      <p className={style.definition}>{definitionLine}</p>
      {answer.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && (
        <>
          <div className={style.drawerBar}>
            <p className={style.sum}>
              {counts
                ? t('drawer.count', { count: answer.data.total, number: formatFull(answer.data.total) })
                : t('drawer.sum', {
                    count: answer.data.total,
                    number: formatFull(answer.data.total),
                    sum: writeFull(Math.round(answer.data.sum / per), answer.data.currency),
                  })}
            </p>
            <SaveButton by={by} month={month} cell={cell} total={answer.data.total} />
          </div>
          {answer.data.total === 0 ? (
            <p className={style.quiet}>{t('drawer.empty')}</p>
          ) : (
            <RowTable answer={answer.data} cell={cell} per={per} />
          )}
          {answer.data.total > answer.data.rows.length && limit < MOST && (
            <Button type="text" onClick={() => setLimit(Math.min(MOST, limit * 2))}>
              {t('drawer.more', { shown: answer.data.rows.length, total: answer.data.total })}
            </Button>
          )}
        </>
      )}
    </Drawer>
  );
}

function RowTable({ answer, cell, per }: { readonly answer: Answer; readonly cell: Cell; readonly per: number }) {
  const { t } = useTranslation('revenue');
  const [expanded, setExpanded] = useState<string | null>(null);
  const { currency } = answer;
  const compares = cell === 'cohort' || cell === 'due';
  const amount = (value: number): string => writeFull(Math.round(value / per), currency).replace(` ${currency}`, '');
  const unitLevel = answer.definition.level !== 'account';
  const columns = compares ? (['base', 'kept'] as const) : (['opening', 'closing'] as const);
  const heads =
    cell === 'cohort' ? (['cohort-base', 'cohort-kept'] as const) : cell === 'due' ? (['due-base', 'due-kept'] as const) : columns;
  return (
    <table className={`${style.table} ${style.rows}`}>
      <thead>
        <tr>
          <th scope="col">{t('column.account')}</th>
          {unitLevel && (
            <th scope="col" className={style.text}>
              {t(`level.${answer.definition.level}`)}
            </th>
          )}
          <th scope="col">{t('column.amount', { currency })}</th>
          {heads.map((one) => (
            <th key={one} scope="col">
              {t(`column.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.rows.map((row) => {
          const key = `${row.account.externalId} ${row.unit?.kind ?? ''} ${row.unit?.id ?? ''}`;
          const open = expanded === key;
          return (
            <Fragment key={key}>
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    className={style.expand}
                    aria-expanded={open}
                    aria-label={t('drawer.ledger', { name: row.account.name })}
                    onClick={() => setExpanded(open ? null : key)}
                  >
                    {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
                    <span className={style.name}>{row.account.name}</span>
                  </button>
                </th>
                {unitLevel && <td className={style.text}>{row.unit?.id ?? ''}</td>}
                <td>{cell === 'units' || cell === 'churned' ? formatFull(row.amount) : amount(row.amount)}</td>
                {columns.map((one) => (
                  <td key={one}>{amount(row[one])}</td>
                ))}
              </tr>
              {open && (
                <tr>
                  <td className={style.detail} colSpan={unitLevel ? 5 : 4}>
                    <RowLedger row={row} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function RowLedger({ row: { account, unit } }: { readonly row: Row }) {
  const { t } = useTranslation('revenue');
  const { workspace = '' } = useParams({ strict: false });
  return (
    <>
      <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }} className={style.link}>
        {t('drawer.customer')}
      </Link>
      <LedgerPanel account={account.externalId} line={unit?.kind === 'line' ? unit.id : undefined} />
    </>
  );
}

function SaveButton({ by, month, cell, total }: Pick<CellDrawerProps, 'by' | 'month' | 'cell'> & { readonly total: number }) {
  const { t } = useTranslation('revenue');
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const all: Row[] = [];
      let currency = '';
      for (let offset = 0; offset < total; offset += MOST) {
        const page = await call(rowsOperation, { ...by, month, cell, offset, limit: MOST });
        all.push(...page.rows);
        currency = page.currency;
      }
      const major = (minor: number): number => minor / 10 ** minorDigits(currency);
      const head = (['externalId', 'name', 'unit', 'amount', 'opening', 'closing', 'base', 'kept', 'currency'] as const).map((one) =>
        t(`file.${one}`),
      );
      const cells = all.map(({ account, unit, amount, opening, closing, base, kept }) => [
        ...[account.externalId, account.name, unit?.id ?? null, cell === 'units' || cell === 'churned' ? amount : major(amount)],
        ...[major(opening), major(closing), major(base), major(kept), currency],
      ]);
      saveCsv(t('drawer.file', { month, cell: t(`cell.${cell}`) }), head, cells);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" loading={busy} disabled={total === 0} onClick={() => void save()}>
      {t('saveCsv')}
    </Button>
  );
}
