import { Link, useParams } from '@tanstack/react-router';
import { type CSSProperties, memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import type { Sort } from '../core/conditions.ts';
import { CardCell, type CellProps } from './CardCell.tsx';
import { fieldName, type Shown, type Words } from './card-words.ts';
import { lookOf } from './columns.ts';
import style from './Portfolio.module.css';

/** Rows drawn above and below those in view. */
const SPARE = 8;
const HEAD = 36;
/** The least width of the name. */
const NAME = 220;

interface CardTableProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly rowAt: (index: number) => Shown | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly columns: readonly string[];
  readonly sort: readonly Sort[];
  readonly onSort: (field: string, besides: boolean) => void;
  readonly rowHeight: number;
  readonly at: number | null;
  readonly onAt: (index: number) => void;
  readonly picked: ReadonlyMap<string, Shown>;
  readonly onPick: (card: Shown) => void;
  readonly onPickAll: () => void;
  readonly editing: { readonly index: number; readonly field: string } | null;
  readonly onEdit: (at: { index: number; field: string } | null) => void;
  readonly onChange: (card: Shown, field: string, to: string | null) => void;
  readonly today: Day;
  readonly currency: string;
  readonly words: Words;
  readonly may: CellProps['may'];
}

/** The customers as a grid of which only the rows in view are drawn: as quick with twenty thousand as with twenty. */
export function CardTable(props: CardTableProps) {
  const { scroller, total, rowAt, onRange, columns, rowHeight, at, picked, editing, sort, onSort, words } = props;
  const { t } = useTranslation('portfolio');
  const [first, last] = useRange(scroller, total, rowHeight);
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useEffect(() => keepInView(scroller.current, at, rowHeight), [scroller, at, rowHeight]);
  const grid = useMemo(() => `24px minmax(${NAME}px, 1fr) ${columns.map((field) => `${lookOf(field).width}px`).join(' ')}`, [columns]);
  const width = useMemo(() => 24 + NAME + columns.reduce((sum, field) => sum + lookOf(field).width + 14, 0) + 14, [columns]);
  const latest = useRef(props);
  latest.current = props;
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div role="grid" aria-label={t('title')} aria-rowcount={total + 1} aria-colcount={columns.length + 2} style={{ minWidth: width }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page */}
      <div role="row" aria-rowindex={1} className={`${style.gridRow} ${style.head}`} style={{ gridTemplateColumns: grid }}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page */}
        <span role="columnheader" className={style.pickCell}>
          <input
            type="checkbox"
            aria-label={t('pickAll')}
            checked={picked.size > 0}
            ref={(box) => {
              if (box) box.indeterminate = picked.size > 0 && picked.size < total;
            }}
            onChange={props.onPickAll}
          />
        </span>
        {['name', ...columns].map((field) => (
          <Head key={field} field={field} sort={sort} onSort={onSort} words={words} />
        ))}
      </div>
      <div className={style.rows} style={heightOf(rowHeight, total)}>
        {rows.map((index) => {
          const card = rowAt(index);
          return (
            <Row
              key={index}
              index={index}
              card={card}
              grid={grid}
              here={at === index}
              isPicked={card !== undefined && picked.has(card.externalId)}
              editing={editing?.index === index ? editing.field : null}
              {...{ columns, words, today: props.today, currency: props.currency }}
              mayOwner={props.may.owner}
              mayRest={props.may.rest}
              latest={latest}
            />
          );
        })}
      </div>
    </div>
  );
}

function useRange(scroller: RefObject<HTMLDivElement | null>, total: number, rowHeight: number): readonly [number, number] {
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let waiting = 0;
    const look = (): void => {
      waiting = 0;
      setView({ top: box.scrollTop, height: box.clientHeight });
    };
    const soon = (): void => {
      if (waiting === 0) waiting = requestAnimationFrame(look);
    };
    look();
    box.addEventListener('scroll', soon, { passive: true });
    const sized = new ResizeObserver(soon);
    sized.observe(box);
    return () => {
      box.removeEventListener('scroll', soon);
      sized.disconnect();
      cancelAnimationFrame(waiting);
    };
  }, [scroller]);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - SPARE);
  return [first, Math.min(total - 1, Math.ceil((view.top + view.height) / rowHeight) + SPARE)];
}

function keepInView(box: HTMLDivElement | null, at: number | null, rowHeight: number): void {
  if (box === null || at === null) return;
  const top = at * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight + HEAD > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight + HEAD - box.clientHeight;
}

interface HeadProps extends Pick<CardTableProps, 'sort' | 'onSort' | 'words'> {
  readonly field: string;
}

function Head({ field, sort, onSort, words }: HeadProps) {
  const { t } = useTranslation('portfolio');
  const place = sort.findIndex((one) => one.field === field);
  const sorted = sort[place];
  const name = t(`head.${field}`, { defaultValue: fieldName(field, words, t) });
  const shape = `${lookOf(field).right ? style.right : ''} ${field === 'name' ? style.nameCell : ''}`;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it is
    <span role="columnheader" className={shape} aria-sort={sorted === undefined ? 'none' : sorted.down ? 'descending' : 'ascending'}>
      {field === 'spark' ? (
        name
      ) : (
        <button
          type="button"
          className={sorted === undefined ? style.headButton : style.headSorted}
          title={t('sortHint')}
          onClick={(event) => onSort(field, event.shiftKey)}
        >
          {name}
          {sorted !== undefined && (
            <span aria-hidden="true">
              {sorted.down ? '↓' : '↑'}
              {sort.length > 1 && <sup>{place + 1}</sup>}
            </span>
          )}
        </button>
      )}
    </span>
  );
}

/** How high a row is says the box around them: another height draws none of them again. */
function heightOf(rowHeight: number, total: number): CSSProperties & Record<'--row', string> {
  return { '--row': `${rowHeight}px`, height: total * rowHeight };
}

interface RowProps extends Pick<CardTableProps, 'columns' | 'words' | 'today' | 'currency'> {
  readonly index: number;
  readonly card: Shown | undefined;
  readonly grid: string;
  readonly here: boolean;
  readonly isPicked: boolean;
  readonly editing: string | null;
  readonly mayOwner: boolean;
  readonly mayRest: boolean;
  /** What to do with what is pressed; never a reason to draw a row again. */
  readonly latest: RefObject<CardTableProps>;
}

/** Drawn again only when something of it changed: a key that moves by a row draws two. */
const Row = memo(function Row(props: RowProps) {
  const { index, card, grid, here, isPicked, editing, latest, columns, today, currency, words, mayOwner, mayRest } = props;
  const { t } = useTranslation('portfolio');
  const { workspace = '' } = useParams({ strict: false });
  const may = { owner: mayOwner, rest: mayRest };
  const place = { gridTemplateColumns: grid, transform: `translateY(calc(var(--row) * ${index}))` };
  const shape = `${style.gridRow} ${style.row} ${here ? style.here : ''} ${isPicked ? style.picked : ''}`;
  if (card === undefined) {
    return (
      <div className={shape} style={place} aria-hidden="true">
        <span />
        <span className={style.waiting} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the page do the same
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      className={shape}
      style={place}
      onClick={() => latest.current.onAt(index)}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page */}
      <span role="gridcell" className={style.pickCell}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('pick', { name: card.name })}
          checked={isPicked}
          onChange={() => latest.current.onPick(card)}
        />
      </span>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page */}
      <span role="gridcell" className={style.nameCell}>
        <Link
          className={style.name}
          to="/$workspace/customers/$externalId"
          params={{ workspace, externalId: card.externalId }}
          title={card.name}
        >
          {card.name}
        </Link>
        {card.drifting && card.state === 'live' && (
          <span className={style.drifts} title={t('driftsSince', { day: card.driftingSince })}>
            {t('drifts')}
          </span>
        )}
        {card.state === 'live' ? (
          !card.drifting && card.industry !== null && <span className={style.quiet}>{card.industry}</span>
        ) : (
          <span className={style.quiet}>{t(`choice.state.${card.state}`)}</span>
        )}
        {/* A customer in danger has the same sign in the next column: here it tells of those whose health hides it. */}
        {card.warnings.critical > 0 && card.band !== 'danger' && (
          <HealthShape health="danger" size={9} label={t('critical', { count: card.warnings.critical })} />
        )}
      </span>
      {columns.map((field) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the grid is moved in by the keys of the page
        <span key={field} role="gridcell" className={lookOf(field).right ? style.right : undefined}>
          <CardCell
            card={card}
            field={field}
            today={today}
            currency={currency}
            words={words}
            may={may}
            editing={editing}
            onEdit={(next) => latest.current.onEdit(next === null ? null : { index, field: next })}
            onChange={(changed, to) => latest.current.onChange(card, changed, to)}
          />
        </span>
      ))}
    </div>
  );
});
