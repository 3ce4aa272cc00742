import { useTranslation } from 'react-i18next';
import type { FieldValue } from '../../../kernel/record.ts';
import { formatInstant, type Instant } from '../../../kernel/time.ts';
import { valueText } from '../../../web/records/record-values.ts';
import { useValueWords } from '../../../web/records/use-record-words.ts';
import { type Entity, kindNamed } from '../core/kinds.ts';
import { FindingList } from './FindingList.tsx';
import style from './Imports.module.css';
import { kindOf } from './mapping-draft.ts';
import { type PreviewValues, previewValues } from './preview-values.ts';
import { rejectWords } from './reject-words.ts';
import { useImportWords } from './use-import-words.ts';
import type { Preview } from './use-wizard.ts';

const SHOWN_REJECTS = 5;
const MOMENT = { type: 'moment', headers: [] } as const;
const NO_REFERENCES: ReadonlyMap<string, string> = new Map();

/** The first rows of each file as they will be kept, and what would be refused. */
export function PreviewView({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('imports');
  const { fieldWord } = useImportWords();
  const cellText = useCellText();
  return preview.files.map(({ file, entity, rows: found, rejects, findings }, index) => {
    const rows = found.map(({ line, values }) => ({ line, values: previewValues(values) }));
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
                      <td key={field}>{cellText(entity, values, field)}</td>
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

/** What a cell will say once it is kept: amounts in whole units, choices in words, moments by the clock of the workspace. */
function useCellText(): (entity: Entity, values: PreviewValues, field: string) => string {
  const { choiceOf } = useImportWords();
  const words = useValueWords(NO_REFERENCES);
  return (entity, values, field) => {
    const value = values[field];
    if (value === undefined) return '';
    const kind = kindOf(entity);
    const setting = words.settingOf(typeof values.currency === 'string' ? { currency: values.currency } : {});
    if (field === 'occurredAt') return valueText(MOMENT, formatInstant(value as Instant), setting, words.wordsOf(String));
    const declared = kind === null ? null : (kindNamed(kind).fields[field] ?? null);
    return valueText(
      declared,
      value as FieldValue,
      setting,
      words.wordsOf((code) => choiceOf(entity, field, code)),
    );
  };
}
