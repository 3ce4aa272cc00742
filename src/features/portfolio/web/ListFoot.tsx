import { Button, type RefSelectProps, Select } from 'antd';
import { Activity, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, type Locale } from '../../../web/format.ts';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import { BulkField } from './BulkField.tsx';
import type { CellProps } from './CardCell.tsx';
import { editOptions } from './CardCell.tsx';
import { moneyText, type Shown, type Words } from './card-words.ts';
import style from './Portfolio.module.css';

interface ListFootProps {
  readonly total: number;
  readonly picked: ReadonlyMap<string, Shown>;
  readonly currency: string;
  readonly words: Words;
  readonly may: CellProps['may'];
  readonly busy: boolean;
  /** Where the key for editing leads while some are chosen. */
  readonly bulkOwner: RefObject<RefSelectProps | null>;
  readonly onChange: (field: string, to: string | null) => void;
  readonly onLeave: () => void;
  readonly onHelp: () => void;
}

/** Below the list: how many there are; and with some chosen, what they are worth and what can be done with all of them. */
export function ListFoot({ total, picked, currency, words, may, busy, bulkOwner, onChange, onLeave, onHelp }: ListFootProps) {
  const { t, i18n } = useTranslation('portfolio');
  const cards = [...picked.values()];
  const sum = (what: (card: Shown) => number | null): string =>
    moneyText(
      cards.reduce((all, card) => all + (what(card) ?? 0), 0),
      currency,
      i18n.language as Locale,
    );
  const fields = (['owner', 'stage', 'tier'] as const).filter((field) => (field === 'owner' ? may.owner : may.rest));
  return (
    <footer className={style.foot}>
      {cards.length === 0 ? (
        <span className={style.quiet}>{t('foot.total', { number: formatFull(total), count: total })}</span>
      ) : (
        <span role="status">
          <strong>{t('bulk.picked', { count: cards.length })}</strong>{' '}
          <span className={style.quiet}>ARR {sum((card) => card.arrMinor)}</span>{' '}
          <span className={style.quiet}>
            {t('bulk.atRisk')} {sum((card) => card.atRiskMinor)}
          </span>
        </span>
      )}
      {/* Made ready while nobody waits: choosing the first customer must not wait for it. */}
      <Activity mode={cards.length > 0 ? 'visible' : 'hidden'}>
        <span className={style.footActs}>
          {fields.map((field) => (
            <Select
              key={field}
              ref={field === 'owner' ? bulkOwner : null}
              size="small"
              disabled={busy}
              showSearch={{ optionFilterProp: 'label' }}
              popupMatchSelectWidth={false}
              style={{ minWidth: 104 }}
              aria-label={t(`bulk.${field}`)}
              placeholder={t(`bulk.${field}`)}
              value={null}
              options={[{ value: '', label: t(field === 'owner' ? 'owner.nobody' : 'none') }, ...editOptions(field, words, t as never)]}
              onChange={(value: string | null) => onChange(field, value === '' ? null : value)}
            />
          ))}
          {cards.length > 0 && may.rest && <BulkField words={words} count={cards.length} busy={busy} onChange={onChange} />}
          <Button type="text" size="small" onClick={onLeave}>
            {t('bulk.leave')}
          </Button>
        </span>
      </Activity>
      <span className={style.footEnd}>
        <span>
          <Kbd>x</Kbd> {t('keys.pick')}
        </span>
        <span>
          <Kbd>e</Kbd> {t('keys.edit')}
        </span>
        <button type="button" className={style.edited} onClick={onHelp}>
          <Kbd>?</Kbd> {t('keys.help')}
        </button>
      </span>
    </footer>
  );
}
