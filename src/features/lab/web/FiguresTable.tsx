import { useTranslation } from 'react-i18next';
import { formatRatio, NO_VALUE } from '../../../web/format.ts';
import type { Figures } from '../contract.ts';
import style from './Lab.module.css';
import { formatTimes } from './times.ts';
import { Whisker } from './Whisker.tsx';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly figures: Figures;
}

interface FiguresTableProps {
  readonly rows: readonly Row[];
  readonly horizonDays: number;
  /** The first row is what the page is about. */
  readonly firstStands?: boolean;
}

/** Rules, or versions of one, side by side: with their intervals, so that nobody takes chance for skill. */
export function FiguresTable({ rows, horizonDays, firstStands = true }: FiguresTableProps) {
  const { t } = useTranslation('lab');
  const mostFalse = Math.max(1, ...rows.map(({ figures }) => figures.falseAlarmsAWeek ?? 0));
  return (
    <table className={style.figures}>
      <thead>
        <tr>
          <th scope="col">
            <span className={style.unseen}>{t('figures.version')}</span>
          </th>
          {(['precision', 'recall', 'lead', 'false'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`figures.${column}`)}
              <span>{t(`figures.${column}About`)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, note, figures }, index) => (
          <tr key={key} className={firstStands && index === 0 ? style.own : undefined}>
            <th scope="row">
              {name}
              <span>{note}</span>
            </th>
            <td data-label={t('figures.precision')}>
              <ShareCell share={figures.precision} base={figures.base.value} />
            </td>
            <td data-label={t('figures.recall')}>
              <ShareCell share={figures.recall} />
            </td>
            <td data-label={t('figures.lead')}>
              <LeadCell lead={figures.lead} most={horizonDays} />
            </td>
            <td data-label={t('figures.false')}>
              <FalseCell value={figures.falseAlarmsAWeek} most={mostFalse} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ShareCell({ share, base }: { readonly share: Figures['precision']; readonly base?: number | null }) {
  const { t } = useTranslation('lab');
  if (share.value === null) return <span className={style.none}>{NO_VALUE}</span>;
  return (
    <span className={style.cell}>
      <Whisker low={share.low} value={share.value} high={share.high} most={1} {...(base == null ? {} : { base })} />
      <span>
        <strong>{formatRatio(share.value, 0)}</strong> {Math.round(100 * share.low)}–{Math.round(100 * share.high)}
        <small>{share.enough ? t('figures.of', { hits: share.hits, of: share.of }) : t('figures.few', { of: share.of })}</small>
      </span>
    </span>
  );
}

function LeadCell({ lead, most }: { readonly lead: Figures['lead']; readonly most: number }) {
  const { t } = useTranslation('lab');
  if (lead.median === null) return <span className={style.none}>{NO_VALUE}</span>;
  const [low, high] = [lead.low ?? lead.median, lead.high ?? lead.median];
  return (
    <span className={style.cell}>
      <Whisker low={low} value={lead.median} high={high} most={most} />
      <span>
        <strong>{t('figures.days', { days: Math.round(lead.median) })}</strong> {Math.round(low)}–{Math.round(high)}
        <small>{t('figures.n', { n: lead.of })}</small>
      </span>
    </span>
  );
}

function FalseCell({ value, most }: { readonly value: number | null; readonly most: number }) {
  if (value === null) return <span className={style.none}>{NO_VALUE}</span>;
  return (
    <span className={style.cell}>
      <Whisker low={value} value={value} high={value} most={most} />
      <strong>{formatTimes(value)}</strong>
    </span>
  );
}
