import { useTranslation } from 'react-i18next';
import { FindingList } from './FindingList.tsx';
import style from './Imports.module.css';
import { rejectWords } from './reject-words.ts';
import { useImportWords } from './use-import-words.ts';
import type { Preview } from './use-wizard.ts';

const SHOWN_REJECTS = 5;

/** The first rows of each file as they will be kept, and what would be refused. */
export function PreviewView({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('imports');
  const { fieldWord } = useImportWords();
  return preview.files.map(({ file, entity, rows, rejects, findings }, index) => {
    const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a file may stand in the list once for each of its sheets
      <section key={`${file} ${index}`} className={style.file} aria-label={t('preview.of', { name: file })}>
        <div className={style.fileHead}>
          <strong>{file}</strong>
          <span className={style.help}>{t('preview.kept', { entity: t(`entity.${entity}`) })}</span>
        </div>
        {rows.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
          <div className={style.scroll} tabIndex={0} role="region" aria-label={t('preview.of', { name: file })}>
            <table className={style.preview}>
              <thead>
                <tr>
                  <th scope="col">{t('report.line')}</th>
                  {fields.map((field) => (
                    <th key={field} scope="col">
                      {field.startsWith('custom.') ? field.slice('custom.'.length) : fieldWord(entity, field)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ line, values }) => (
                  <tr key={line}>
                    <td>{line}</td>
                    {fields.map((field) => (
                      <td key={field}>{shown(values[field])}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {rejects.slice(0, SHOWN_REJECTS).map(({ line, column, value, reason }) => (
          <p key={`${line} ${column ?? ''} ${reason}`} className={style.question}>
            {t('preview.rejected', { line, column: column ?? '', value: value ?? '', reason: rejectWords(reason, t) })}
          </p>
        ))}
        <FindingList findings={findings} />
      </section>
    );
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
