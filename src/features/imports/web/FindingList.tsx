import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import type { ImportReport } from '../contract.ts';
import style from './Imports.module.css';

/** What a person should know of a file and what stopped no row. */
export function FindingList({ findings }: { readonly findings: ImportReport['files'][number]['findings'] }) {
  const { t } = useTranslation('imports');
  if (findings.length === 0) return null;
  return (
    <ul className={style.findings}>
      {findings.map(({ code, column, count, samples }) => (
        <li key={`${code} ${column ?? ''}`}>
          {t(`finding.${code}`, {
            column: column ?? '',
            count,
            number: formatFull(count),
            samples: samples.slice(0, 3).join(t('import.and')),
          })}
        </li>
      ))}
    </ul>
  );
}
