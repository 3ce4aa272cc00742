import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { workspace as workspaceOperation } from '../../access/contract.ts';
import { listImports } from '../contract.ts';
import { ImportReportView } from './ImportReportView.tsx';
import style from './Imports.module.css';
import { UndoImport } from './UndoImport.tsx';

/** What was imported before, each with its report. */
export function PastImports() {
  const { t, i18n } = useTranslation('imports');
  const past = useOperation(listImports, {});
  const workspace = useOperation(workspaceOperation, {});
  const [open, setOpen] = useState<string | null>(null);
  const imports = past.data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <section className={style.past}>
      <h2>{t('past.title')}</h2>
      <ul>
        {imports.map((one) => {
          const sum = (key: 'imported' | 'rejected'): string => formatFull(one.files.reduce((total, file) => total + file[key], 0));
          return (
            <li key={one.importId}>
              <button
                type="button"
                className={style.pastRow}
                aria-expanded={open === one.importId}
                onClick={() => setOpen(open === one.importId ? null : one.importId)}
              >
                <span className={style.help}>
                  {formatMoment(one.startedAt, workspace.data?.timeZone ?? 'UTC', i18n.language as Locale)}
                </span>
                <span>
                  {one.source}
                  {(one.dryRun || one.state !== 'finished') && (
                    <span className={style.help}> {t(`state.${one.dryRun ? 'tried' : one.state}`)}</span>
                  )}
                </span>
                <span>
                  {t('past.counts', {
                    count: one.files.length,
                    files: one.files.length,
                    imported: sum('imported'),
                    rejected: sum('rejected'),
                  })}
                </span>
                <span className={style.help}>{one.by}</span>
              </button>
              {open === one.importId && (
                <>
                  <ImportReportView report={one} />
                  <UndoImport small report={one} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
