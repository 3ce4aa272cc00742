import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import type { ImportReport } from '../contract.ts';
import style from './Imports.module.css';

/** Ways of writing days and numbers, as findings name them. */
const WAYS = /year-first|day-first|month-first|either-first|compact|spreadsheet|point|comma/g;
const OF_WAYS = new Set(['read-as', 'mixed-dates', 'mixed-numbers']);

interface FindingListProps {
  readonly findings: ImportReport['files'][number]['findings'];
  /** Says of which table they are, where there are several. */
  readonly title?: string | undefined;
}

/** What a person should know of a file and what stopped no row. */
export function FindingList({ findings, title }: FindingListProps) {
  const { t } = useTranslation('imports');
  if (findings.length === 0) return null;
  const sampleOf = (code: string, sample: string): string =>
    OF_WAYS.has(code) ? sample.replaceAll(WAYS, (way) => t(`way.${way}`)) : sample;
  const list = (
    <ul className={style.findings}>
      {findings.map(({ code, column, count, samples }) => (
        <li key={`${code} ${column ?? ''}`}>
          {t(`finding.${code}`, {
            column: column ?? '',
            count,
            number: formatFull(count),
            samples: samples
              .slice(0, 3)
              .map((sample) => sampleOf(code, sample))
              .join(t('import.and')),
          })}
        </li>
      ))}
    </ul>
  );
  if (title === undefined) return list;
  return (
    <section className={style.found} aria-label={title}>
      <strong>{title}</strong>
      {list}
    </section>
  );
}
