import { Button, Dropdown } from 'antd';
import { ChevronDown, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { saveCsv } from '../../../web/csv-file.ts';
import { errorWords } from '../../../web/error-words.ts';
import { saveXlsx } from '../../../web/xlsx-file.ts';
import { FIELDS, type FieldName } from '../core/fields.ts';
import { cellValue, choiceName, fieldName, type Shown, type Words } from './card-words.ts';
import { possibleColumns } from './columns.ts';
import style from './Portfolio.module.css';

interface SaveCardsProps {
  readonly columns: readonly string[];
  readonly words: Words;
  readonly today: Day;
  /** Every customer that is found, or those chosen. */
  readonly rows: () => Promise<readonly Shown[]>;
}

/** Saves the customers that were found, with the columns that are seen or with all, as CSV or as a workbook. */
export function SaveCards({ columns, words, today, rows }: SaveCardsProps) {
  const { t } = useTranslation(['portfolio', 'shell']);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async (as: 'csv' | 'xlsx', fields: readonly string[]): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const all = ['externalId', 'name', ...fields.filter((field) => field !== 'externalId')];
      const head = all.map((field) => (field === 'name' ? t('title') : fieldName(field, words, t as never)));
      const cells = (await rows()).map((card) => all.map((field) => wordOf(card, field)));
      if (as === 'csv') saveCsv(t('title'), head, cells);
      else await saveXlsx(t('title'), head, cells);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const wordOf = (card: Shown, field: string) => {
    const value = cellValue(card, field, today);
    const isWord = field in FIELDS && FIELDS[field as FieldName].type === 'choice';
    return isWord && value !== null ? choiceName(field, String(value), t as never) : value;
  };
  const whole = possibleColumns(words).filter((field) => field !== 'spark');
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={<Download size={14} strokeWidth={1.6} />}
        loading={busy}
        onClick={() => void save('csv', columns)}
      >
        {t('save.do')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'xlsx', label: t('save.xlsx'), onClick: () => void save('xlsx', columns) },
            { key: 'csvAll', label: t('save.csvAll'), onClick: () => void save('csv', whole) },
            { key: 'xlsxAll', label: t('save.xlsxAll'), onClick: () => void save('xlsx', whole) },
          ],
        }}
      >
        <Button type="text" size="small" icon={<ChevronDown size={14} strokeWidth={1.6} />} aria-label={t('save.more')} />
      </Dropdown>
      {error !== null && (
        <span role="alert" className={style.quiet}>
          {errorWords(error, t as never).title}
        </span>
      )}
    </>
  );
}
