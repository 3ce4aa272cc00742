import { useTranslation } from 'react-i18next';
import type { CsvCell } from '../../../../kernel/csv.ts';
import { SaveList } from '../../../../web/ui/SaveList.tsx';
import { minorDigits } from '../../core/exchange.ts';
import type { Entry } from './ledger-entry.ts';

const COLUMNS = [
  'number',
  'day',
  'type',
  'sale',
  'line',
  'amount',
  'currency',
  'trial',
  'recordedAt',
  'by',
  'note',
  'back',
  'backBy',
] as const;

/** The entries of the ledger that are shown, as a file. */
export function SaveLedger({ account, entries }: { readonly account: string; readonly entries: readonly Entry[] }) {
  const { t } = useTranslation('ledger');
  const rowOf = (entry: Entry): readonly CsvCell[] => {
    const { number, day, type, secondSale, line, contract, amountMinor, currency, trial, recordedAt, recordedBy, note } = entry;
    return [
      ...[number, day, t(`type.${type}`), secondSale === null ? null : t(`sale.${secondSale}`), line ?? contract],
      ...[amountMinor / 10 ** minorDigits(currency), currency, trial ? t('trial') : null, recordedAt],
      ...[recordedBy === 'auto' ? t('auto') : recordedBy, note, entry.reverses, entry.reversedBy],
    ];
  };
  return (
    <SaveList
      small
      name={t('file.name', { account })}
      seen={() => ({ head: COLUMNS.map((one) => t(`file.${one}`)), rows: entries.map(rowOf) })}
    />
  );
}
