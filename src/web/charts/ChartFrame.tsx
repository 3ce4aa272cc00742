import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvCell } from '../../kernel/csv.ts';
import { saveCsv } from '../csv-file.ts';
import style from './ChartFrame.module.css';
import { exportPng } from './save-file.ts';

interface ChartFrameProps {
  /** The finding. */
  readonly title: ReactNode;
  /** The definition: what is drawn, over which days. */
  readonly note: ReactNode;
  /** Choices that change what is drawn. */
  readonly choices?: ReactNode;
  readonly fileName: string;
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly CsvCell[])[];
    readonly show?: (cell: CsvCell, column: number) => ReactNode;
  };
  readonly children: ReactNode;
}

/** Around every chart: the finding, the definition, and the same data as a table, a picture and a file. */
export function ChartFrame({ title, note, choices, fileName, table, children }: ChartFrameProps) {
  const { t } = useTranslation('units');
  const body = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const savePicture = (): void => {
    if (!body.current) return;
    exportPng(body.current, fileName).catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  return (
    <figure className={style.frame}>
      <figcaption className={style.head}>
        <div className={style.title}>{title}</div>
        <div className={style.note}>{note}</div>
      </figcaption>
      <div className={style.bar}>
        <div className={style.choices}>{choices}</div>
        <div className={style.tools}>
          <button type="button" className={style.tool} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('chart.asChart') : t('chart.asTable')}
          </button>
          {!asTable && (
            <button type="button" className={style.tool} onClick={savePicture}>
              {t('chart.png')}
            </button>
          )}
          <button type="button" className={style.tool} onClick={() => saveCsv(fileName, table.head, table.rows)}>
            {t('chart.csv')}
          </button>
        </div>
      </div>
      {problem !== null && (
        <p role="alert" className={style.note}>
          {t('chart.failed', { message: problem })}
        </p>
      )}
      <div ref={body} hidden={asTable}>
        {children}
      </div>
      {asTable && <ChartTable {...table} />}
    </figure>
  );
}

function ChartTable({ head, rows, show }: ChartFrameProps['table']) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className={style.scroll} tabIndex={0} role="region">
      <table className={style.table}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, column) => (
                <td key={head[column]}>{show ? show(cell, column) : (cell ?? '—')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
