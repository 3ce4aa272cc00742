import { Button, Skeleton, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment, type Locale } from '../../../../web/format.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../../web/use-operation.ts';
import { useHolds, useMembership } from '../../../access/web/widgets/use-membership.ts';
import { COMMERCIAL } from '../../contract.ts';
import { listLedger } from '../../contract-ledger.ts';
import style from './Ledger.module.css';
import { amountText, type Entry } from './ledger-entry.ts';
import { PostDialog } from './PostDialog.tsx';
import { ReverseDialog } from './ReverseDialog.tsx';
import { SaveLedger } from './SaveLedger.tsx';

const PAGE = 20;

interface LedgerPanelProps {
  readonly account: string;
  readonly line?: string | undefined;
}

/** The ledger of a customer, or of one of its lines: every change of what recurs, who recorded it, and what took it back. */
export function LedgerPanel({ account, line }: LedgerPanelProps) {
  const { t } = useTranslation('ledger');
  const [limit, setLimit] = useState(PAGE);
  const [wrong, setWrong] = useState<Entry | null>(null);
  const [posting, setPosting] = useState(false);
  const mayPost = useHolds(COMMERCIAL);
  const ledger = useOperation(listLedger, { account, ...(line === undefined ? {} : { line }), limit });
  if (ledger.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (ledger.isError) return <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />;
  const { entries, total, worth } = ledger.data;
  if (total === 0) return <p className={style.quiet}>{t('empty')}</p>;
  return (
    <>
      <div className={style.head}>
        <p className={style.quiet}>
          {t('summary', { count: total, worth: worth.map(({ currency, amountMinor }) => amountText(amountMinor, currency)).join(' + ') })}
        </p>
        <span className={style.headActs}>
          <SaveLedger account={account} entries={entries} />
          {mayPost && (
            <Button size="small" onClick={() => setPosting(true)}>
              {t('post.do')}
            </Button>
          )}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('title')}>
        <table className={style.table}>
          <thead>
            <tr>
              {(['number', 'day', 'type', 'amount', 'recorded'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`column.${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className={style.aloud}>{t('column.act')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow
                key={entry.number}
                entry={entry}
                withLine={line === undefined}
                mayPost={mayPost}
                onReverse={() => setWrong(entry)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {total > entries.length && (
        <Button type="text" size="small" onClick={() => setLimit(Math.min(500, limit * 4))}>
          {t('more', { shown: entries.length, total })}
        </Button>
      )}
      {posting && <PostDialog account={account} line={line} onClose={() => setPosting(false)} />}
      {wrong !== null && <ReverseDialog entry={wrong} onClose={() => setWrong(null)} />}
    </>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly withLine: boolean;
  readonly mayPost: boolean;
  readonly onReverse: () => void;
}

function EntryRow({ entry, withLine, mayPost, onReverse }: EntryRowProps) {
  const { t, i18n } = useTranslation('ledger');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const {
    number,
    day,
    type,
    secondSale,
    amountMinor,
    currency,
    line,
    contract,
    trial,
    reverses,
    reversedBy,
    recordedAt,
    recordedBy,
    note,
  } = entry;
  const stands = reverses === null && reversedBy === null;
  return (
    <tr className={stands ? undefined : style.past}>
      <td>{number}</td>
      <td>{day}</td>
      <td className={style.text}>
        {t(`type.${type}`)}
        {secondSale !== null && <span className={style.quiet}> {t(`sale.${secondSale}`)}</span>}
        {trial && <span className={style.quiet}> {t('trial')}</span>}
        {withLine && <span className={style.line}>{line ?? contract}</span>}
      </td>
      <td className={style.amount}>{amountText(amountMinor, currency)}</td>
      <td className={style.text}>
        {t('recorded', {
          moment: formatMoment(recordedAt, zone, i18n.language as Locale),
          person: recordedBy === 'auto' ? t('auto') : recordedBy,
        })}
        {note !== null && <span className={style.line}>{note}</span>}
      </td>
      <td className={style.text}>
        {reverses !== null && <span className={style.quiet}>{t('reverses', { number: reverses })}</span>}
        {reversedBy !== null && <span className={style.quiet}>{t('reversedBy', { number: reversedBy })}</span>}
        {stands && mayPost && <Reverse entry={entry} onReverse={onReverse} />}
      </td>
    </tr>
  );
}

/** What follows from two lines is corrected in them. */
function Reverse({ entry, onReverse }: { readonly entry: Entry; readonly onReverse: () => void }) {
  const { t } = useTranslation('ledger');
  const why = entry.line === null ? t('ofContract') : entry.type === 'renewal' && entry.origin === 'line' ? t('ofTwoLines') : null;
  if (why === null)
    return (
      <Button size="small" onClick={onReverse}>
        {t('reverse')}
      </Button>
    );
  return (
    <Tooltip title={why} trigger={['hover', 'focus']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} role="note" className={style.help}>
        {t('byLines')}
      </span>
    </Tooltip>
  );
}
