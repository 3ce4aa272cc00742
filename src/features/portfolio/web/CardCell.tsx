import { Select } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import { agoDay, formatFull, type Locale, NO_VALUE } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { FIELDS, type FieldName } from '../core/fields.ts';
import { cellValue, choiceName, type Shown, tableMoney, type Words } from './card-words.ts';
import style from './Portfolio.module.css';

/** So near a renewal stands out. */
const SOON = 90;
/** After so many days without a touch it stands out. */
const LONG_AGO = 60;
/** A change of so many points stands out. */
const MUCH = 8;

export interface CellProps {
  readonly card: Shown;
  readonly field: string;
  readonly today: Day;
  readonly currency: string;
  readonly words: Words;
  /** May change the owner; may change the stage and tier. */
  readonly may: { readonly owner: boolean; readonly rest: boolean };
  /** The field that is being changed in this row. */
  readonly editing: string | null;
  readonly onEdit: (field: string | null) => void;
  readonly onChange: (field: string, to: string | null) => void;
}

/** One fact of a customer in the list. */
export function CardCell(props: CellProps) {
  const { field } = props;
  if (field === 'owner' || field === 'stage' || field === 'tier') return <EditedCell {...props} field={field} />;
  const draw = DRAWN[field];
  return draw === undefined ? <PlainCell {...props} /> : draw(props);
}

/** A dash that says why. */
function Missing({ card, field }: Pick<CellProps, 'card' | 'field'>) {
  const { t } = useTranslation(['portfolio', 'units']);
  const reason = card.reasons[field];
  const why = reason === undefined ? t(`missing.${field in FIELDS ? (field as 'arr') : 'custom'}`) : t(`units:reason.${reason}`);
  return (
    // The title of the browser: hundreds of these are drawn at once.
    <span className={style.missing} role="note" title={why} aria-label={t('units:unknownBecause', { reason: why })}>
      {NO_VALUE}
    </span>
  );
}

function Band({ card }: CellProps) {
  const { t } = useTranslation('units');
  return (
    <span className={style.band}>
      <HealthShape health={card.band} />
      {t(`health.${card.band}`)}
    </span>
  );
}

function Change({ card, field }: CellProps) {
  if (card.change === null) return <Missing card={card} field={card.score === null ? 'score' : field} />;
  const points = Math.round(card.change);
  if (points === 0) return <span className={style.quiet}>0</span>;
  return (
    <span className={Math.abs(points) >= MUCH ? style.strong : style.quiet}>
      <span className={style.arrow} aria-hidden="true">
        {points < 0 ? '▼' : '▲'}
      </span>
      <span className={style.aloud}>{points < 0 ? '−' : '+'}</span>
      {Math.abs(points)}
    </span>
  );
}

function Coverage({ card, field }: CellProps) {
  if (card.coverage === null) return <Missing card={card} field={field} />;
  return (
    <span className={style.share}>
      <Bar share={card.coverage} />
      {Math.round(card.coverage * 100)}%
    </span>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <span className={style.bar} aria-hidden="true">
      <span style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  );
}

function Money({ card, field, currency }: CellProps) {
  const { i18n } = useTranslation('portfolio');
  const minor = field === 'arr' ? card.arrMinor : card.atRiskMinor;
  if (minor === null)
    return <Missing card={card} field={field === 'atRisk' && card.arrMinor === null ? 'arr' : field === 'atRisk' ? 'risk' : field} />;
  return <span title={`${formatFull(minor / 100)} ${currency}`}>{tableMoney(minor, currency, i18n.language as Locale)}</span>;
}

function Seats({ card, field }: CellProps) {
  const { seatsActivated: used, seatsBought: bought } = card;
  if (used === null && bought === null) return <Missing card={card} field={field} />;
  return (
    <span className={style.share}>
      {used !== null && bought !== null && bought > 0 && <Bar share={used / bought} />}
      {used ?? <Missing card={card} field="seatsActivated" />} / {bought ?? <Missing card={card} field="seatsBought" />}
    </span>
  );
}

function Renewal({ card, field, today }: CellProps) {
  const { t } = useTranslation('portfolio');
  if (card.renewsOn === null) return <Missing card={card} field={field} />;
  const days = daysBetween(today, card.renewsOn);
  return (
    <span>
      {card.renewsOn} <span className={days <= SOON ? style.strong : style.quiet}>{t('days', { count: days })}</span>
    </span>
  );
}

function Touched({ card, field, today }: CellProps) {
  const { t, i18n } = useTranslation('portfolio');
  if (card.touchedOn === null) return <Missing card={card} field={field} />;
  const ago = daysBetween(card.touchedOn, today);
  return (
    <span title={card.touchedOn}>
      <span className={ago > LONG_AGO ? style.strong : undefined}>
        {ago > 30 ? t('daysAgo', { count: ago }) : agoDay(card.touchedOn, today, i18n.language as Locale)}
      </span>{' '}
      {card.touchedBy !== null && <span className={style.quiet}>{choiceName('touchedBy', card.touchedBy, t)}</span>}
    </span>
  );
}

function Level({ card, field }: CellProps) {
  const { t } = useTranslation('portfolio');
  if (card.level === null) return <Missing card={card} field={field} />;
  return (
    <span>
      L{card.level} {card.quadrant === 'fake-active' && <span className={style.quiet}>{t('choice.quadrant.fake-active')}</span>}
    </span>
  );
}

const DRAWN: Readonly<Record<string, (props: CellProps) => ReactNode>> = {
  band: (props) => <Band {...props} />,
  score: ({ card, field }) => (card.score === null ? <Missing card={card} field={field} /> : Math.round(card.score)),
  spark: ({ card }) => (card.spark.length === 0 ? null : <Spark values={card.spark} />),
  change: (props) => <Change {...props} />,
  coverage: (props) => <Coverage {...props} />,
  arr: (props) => <Money {...props} />,
  atRisk: (props) => <Money {...props} />,
  seatsActivated: (props) => <Seats {...props} />,
  renewsOn: (props) => <Renewal {...props} />,
  touchedOn: (props) => <Touched {...props} />,
  level: (props) => <Level {...props} />,
};

function PlainCell({ card, field, today }: CellProps) {
  const { t } = useTranslation('portfolio');
  const value = cellValue(card, field, today);
  if (value === null) return <Missing card={card} field={field} />;
  const type = field in FIELDS ? FIELDS[field as FieldName].type : null;
  if (type === 'choice') return choiceName(field, String(value), t);
  if (type === 'flag') return t(value === 1 ? 'yes' : 'no');
  return typeof value === 'number' ? formatFull(value) : <span title={String(value)}>{String(value)}</span>;
}

type EditedProps = CellProps & { readonly field: 'owner' | 'stage' | 'tier' };

/** A word until it is clicked, then a choice. */
function EditedCell(props: EditedProps) {
  const { card, field, may, editing, onEdit } = props;
  const { t } = useTranslation('portfolio');
  if (editing === field) return <EditedChoice {...props} />;
  const kept = field === 'owner' ? null : card[field];
  const text = field === 'owner' ? card.owner?.name : kept === null ? undefined : choiceName(field, kept, t);
  const shown = text ?? <span className={style.quiet}>{field === 'owner' ? t('owner.nobody') : NO_VALUE}</span>;
  if (!(field === 'owner' ? may.owner : may.rest)) return shown;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={style.edited}
      aria-label={t('change', { field: t(`field.${field}`), name: card.name, now: text ?? NO_VALUE })}
      onClick={() => onEdit(field)}
    >
      {shown}
    </button>
  );
}

function EditedChoice({ card, field, words, onEdit, onChange }: EditedProps) {
  const { t } = useTranslation('portfolio');
  const now = field === 'owner' ? card.owner?.personId : card[field];
  return (
    <Select
      autoFocus
      defaultOpen
      showSearch={{ optionFilterProp: 'label' }}
      size="small"
      className={style.select ?? ''}
      popupMatchSelectWidth={false}
      aria-label={t(`field.${field}`)}
      value={now ?? ''}
      options={[{ value: '', label: t(field === 'owner' ? 'owner.nobody' : 'none') }, ...editOptions(field, words, t as never)]}
      onChange={(value: string) => onChange(field, value === '' ? null : value)}
      onBlur={() => onEdit(null)}
      onOpenChange={(open) => {
        if (!open) onEdit(null);
      }}
    />
  );
}

/** What a field that is changed in the list can become. */
export function editOptions(
  field: 'owner' | 'stage' | 'tier',
  words: Words,
  t: TFunction<'portfolio'>,
): { value: string; label: string }[] {
  if (field === 'owner') return words.people.map(({ personId, name }) => ({ value: personId, label: name }));
  return (FIELDS[field].choices ?? []).map((value) => ({ value, label: t(`choice.${field}.${value}`) }));
}
