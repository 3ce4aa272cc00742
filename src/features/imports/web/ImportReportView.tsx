import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveCsv } from '../../../web/csv-file.ts';
import { formatFull } from '../../../web/format.ts';
import type { ImportReport } from '../contract.ts';
import { FindingList } from './FindingList.tsx';
import style from './Imports.module.css';
import { rejectWords } from './reject-words.ts';

type FileReport = ImportReport['files'][number];
const COUNTS = ['rows', 'imported', 'unchanged', 'duplicate', 'flagged', 'rejected'] as const;
const SHOWN = 20;

/** What became of every row of every file. */
export function ImportReportView({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation('imports');
  return (
    <div className={style.report}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('report.counts')}>
        <table className={style.counts}>
          <thead>
            <tr>
              <th scope="col">{t('report.file')}</th>
              {COUNTS.map((count) => (
                <th key={count} scope="col" title={t(`report.meaning.${count}`)}>
                  {t(`report.${count}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.files.map((file) => (
              <tr key={file.file}>
                <td>
                  {file.file} <span className={style.help}>{t(`entity.${file.entity}`)}</span>
                </td>
                {COUNTS.map((count) => (
                  <td key={count}>
                    {count === 'rejected' && file.rejected > 0 ? <strong>{formatFull(file.rejected)}</strong> : formatFull(file[count])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.files.map((file) => (
        <Rejects key={file.file} file={file} alone={report.files.length === 1} />
      ))}
    </div>
  );
}

function Rejects({ file, alone }: { readonly file: FileReport; readonly alone: boolean }) {
  const { t } = useTranslation('imports');
  const [all, setAll] = useState(false);
  const found = <FindingList findings={file.findings} title={alone ? undefined : t('report.found', { file: file.file })} />;
  if (file.rejected === 0) return found;
  const head = [t('report.line'), t('report.column'), t('report.value'), t('report.reason')];
  const save = (): void =>
    saveCsv(
      `${file.file}-rejected`,
      head,
      file.rejects.map((one) => [one.line, one.column, one.value, rejectWords(one.reason, t)]),
    );
  const title = t('report.rejectsTitle', { file: file.file, count: file.rejected, number: formatFull(file.rejected) });
  const shown = all ? file.rejects : file.rejects.slice(0, SHOWN);
  return (
    <section className={style.rejects}>
      {found}
      <div className={style.fileHead}>
        <strong>{title}</strong>
        <Button size="small" onClick={save}>
          {t('report.download')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={`${style.preview} ${style.reasons}`}>
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
            {shown.map((one) => (
              <tr key={`${one.line} ${one.column} ${one.reason}`}>
                <td>{one.line}</td>
                <td>{one.column ?? '—'}</td>
                <td>{one.value ?? '—'}</td>
                <td>{rejectWords(one.reason, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && file.rejects.length > SHOWN && (
        <Button size="small" type="text" onClick={() => setAll(true)}>
          {t('report.showAll', { count: file.rejects.length })}
        </Button>
      )}
      {file.rejected > file.rejects.length && (
        <p className={style.help}>{t('report.firstOnly', { shown: formatFull(file.rejects.length), total: formatFull(file.rejected) })}</p>
      )}
    </section>
  );
}
