import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull } from '../../../web/format.ts';
import type { listEventNames } from '../contract-mappings.ts';
import type { MappingRule } from '../core/mapping.ts';
import style from './Data.module.css';
import { NameRow } from './NameRow.tsx';

const STEP = 50;

interface NamesTableProps {
  readonly names: OutputOf<typeof listEventNames>;
  /** As they are being changed, and as they hold. */
  readonly rules: readonly MappingRule[];
  readonly saved: readonly MappingRule[];
  readonly onRules: (rules: readonly MappingRule[]) => void;
}

/** The names seen, the most frequent first; what they mean is changed where it stands. */
export function NamesTable({ names, rules, saved, onRules }: NamesTableProps) {
  const { t } = useTranslation('usage');
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const wanted = search.trim().toLowerCase();
  const found = names.names.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <section className={style.section}>
      <h2>{t('mapping.names.title')}</h2>
      <div className={style.bar}>
        <Input
          allowClear
          value={search}
          maxLength={200}
          placeholder={t('mapping.names.search')}
          aria-label={t('mapping.names.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <table className={`${style.table} ${style.cards}`} aria-label={t('mapping.names.title')}>
        <thead>
          <tr>
            <th scope="col">{t('mapping.names.name')}</th>
            <th scope="col" className={style.number}>
              {t('mapping.names.events')}
            </th>
            <th scope="col">{t('mapping.names.last')}</th>
            <th scope="col">{t('mapping.names.meaning')}</th>
            <th scope="col">{t('mapping.names.module')}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, shown).map((name) => (
            <NameRow key={name.name} name={name} rules={rules} saved={saved} onRules={onRules} />
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p className={style.empty}>{t('mapping.names.nothing', { search })}</p>}
      <p className={style.foot}>
        <span>{t('mapping.names.shown', { shown: formatFull(Math.min(shown, found.length)), total: formatFull(names.total) })}</span>
        {found.length > shown && (
          <Button size="small" onClick={() => setShown(shown + STEP)}>
            {t('mapping.names.more')}
          </Button>
        )}
        {names.others.names > 0 && (
          <span>
            {t('mapping.names.rest', {
              count: names.others.names,
              number: formatFull(names.others.names),
              events: formatFull(names.others.events),
            })}
          </span>
        )}
      </p>
    </section>
  );
}
