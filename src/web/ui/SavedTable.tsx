import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveList, type SeenList } from './SaveList.tsx';
import style from './ui.module.css';

interface SavedTableProps {
  /** Names the file, as `shell:place.<place>`. */
  readonly place: 'people' | 'teams' | 'fields' | 'bin' | 'erasure' | 'duplicates' | 'readiness' | 'deliveries';
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** A table of words that can be saved as it stands there. A column of buttons is marked `data-acts` at its head, and left out. */
export function SavedTable({ place, className, children }: SavedTableProps) {
  const { t } = useTranslation('shell');
  const table = useRef<HTMLTableElement>(null);
  return (
    <>
      <table ref={table} className={className}>
        {children}
      </table>
      <div className={style.below}>
        <SaveList small name={t(`place.${place}`)} seen={() => (table.current === null ? { head: [], rows: [] } : seenIn(table.current))} />
      </div>
    </>
  );
}

function seenIn(table: HTMLTableElement): SeenList {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const columns = heads.flatMap((head, index) => (head.dataset.acts === undefined ? [index] : []));
  return {
    head: columns.map((index) => wordsOf(heads[index])),
    rows: [...table.tBodies].flatMap((body) => [...body.rows].map((row) => columns.map((index) => wordsOf(row.cells[index])))),
  };
}

/** What stands under one another in a cell stands behind one another in a file. */
function wordsOf(cell: HTMLTableCellElement | undefined): string {
  // biome-ignore lint/performance/useDomNodeTextContent: only as laid out does a text have lines
  const lines = (cell?.innerText ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' · ');
}
