import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Day, isDay } from '../../../../kernel/time.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../../web/use-operation.ts';
import { contracts } from '../../contract.ts';
import { ledgerSettings } from '../../contract-ledger.ts';
import { recognised } from '../../core/annual.ts';
import style from './Ledger.module.css';
import { amountText } from './ledger-entry.ts';

interface EarnedPanelProps {
  readonly account: string;
  readonly today: Day;
}

/** Of each contract with a value and a term: how much of it has been earned, and what is not yet. The value itself is never revenue. */
export function EarnedPanel({ account, today }: EarnedPanelProps) {
  const { t } = useTranslation('ledger');
  const list = useOperation(contracts.list, { account, limit: 500 });
  const settings = useOperation(ledgerSettings, {});
  if (list.isPending || settings.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.records.flatMap(({ id, fields }) => earnedOf(id, fields, settings.data?.baseCurrency ?? 'CNY', today));
  if (rows.length === 0) return <p className={style.quiet}>{t('earned.none')}</p>;
  return (
    <>
      <p className={style.quiet}>{t('earned.about', { day: today })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('earned.title')}>
        <table className={style.plain}>
          <thead>
            <tr>
              {(['contract', 'term', 'booking', 'earned', 'open'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`earned.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, term, currency, booking, earned }) => (
              <tr key={id}>
                <td>{title}</td>
                <td>{term}</td>
                <td>{amountText(booking, currency)}</td>
                <td>{amountText(earned, currency)}</td>
                <td>{amountText(booking - earned, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface Earned {
  readonly id: string;
  readonly title: string;
  readonly term: string;
  readonly currency: string;
  readonly booking: number;
  readonly earned: number;
}

function earnedOf(id: string, fields: Readonly<Record<string, unknown>>, baseCurrency: string, today: Day): readonly Earned[] {
  const amount = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const dayIn = (value: unknown): Day | null => (typeof value === 'string' && isDay(value) ? value : null);
  const { tcv, oneOffFee, startsOn, endsOn, number, name, currency } = fields;
  const booking = amount(tcv);
  const span = { startsOn: dayIn(startsOn), endsOn: dayIn(endsOn) };
  const earned = recognised({ tcv: booking, oneOffFee: amount(oneOffFee), ...span }, today);
  if (booking === null || earned === null) return [];
  const title = [number, name].find((part) => typeof part === 'string') ?? id;
  const term = `${span.startsOn ?? ''} – ${span.endsOn ?? ''}`;
  return [{ id, title: String(title), term, currency: typeof currency === 'string' ? currency : baseCurrency, booking, earned }];
}
