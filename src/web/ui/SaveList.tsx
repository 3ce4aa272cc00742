import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvCell } from '../../kernel/csv.ts';
import { saveCsv } from '../csv-file.ts';
import { errorWords } from '../error-words.ts';
import style from './ui.module.css';

/** What a list shows, row by row. */
export interface SeenList {
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

interface SaveListProps {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Called when somebody wants the file. */
  readonly seen: () => SeenList | Promise<SeenList>;
  readonly small?: boolean;
}

/** Saves exactly what a list shows as a CSV file: the same rows in the same order, numbers with all their digits. */
export function SaveList({ name, seen, small = false }: SaveListProps) {
  const { t } = useTranslation('shell');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const { head, rows } = await seen();
      saveCsv(name, head, rows);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        type="text"
        size={small ? 'small' : 'middle'}
        icon={<Download size={14} strokeWidth={1.6} />}
        loading={busy}
        title={t('saveList.about')}
        onClick={() => void save()}
      >
        {t('saveList.do')}
      </Button>
      {error !== null && (
        <span role="alert" className={style.saveProblem}>
          {errorWords(error, t).title}
        </span>
      )}
    </>
  );
}
