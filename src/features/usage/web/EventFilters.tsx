import { Button, Input, Select } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import { EVENT_MEANINGS } from '../core/kinds.ts';
import { CustomerSelect } from './CustomerSelect.tsx';
import style from './Data.module.css';
import type { EventSearch } from './event-search.ts';

const REST_MS = 300;

interface EventFiltersProps {
  readonly search: EventSearch;
  readonly onSearch: (search: EventSearch) => void;
}

/** What to look for; it stands in the address. */
export function EventFilters({ search, onSearch }: EventFiltersProps) {
  const { t } = useTranslation('usage');
  const prefix = useId();
  const set = (part: keyof EventSearch, value: string | null): void => {
    const { [part]: _, ...rest } = search;
    onSearch(value === null || value === '' ? rest : { ...rest, [part]: value });
  };
  return (
    <search className={style.filters} aria-label={t('events.filters')}>
      <div className={style.filter}>
        <label htmlFor={`${prefix}customer`}>{t('events.filter.customer')}</label>
        <CustomerSelect
          id={`${prefix}customer`}
          value={search.customer ?? null}
          label={t('events.filter.customer')}
          onChange={(value) => set('customer', value)}
        />
      </div>
      {(['user', 'name', 'module'] as const).map((part) => (
        <TextFilter key={part} part={part} id={`${prefix}${part}`} value={search[part] ?? ''} onChange={(value) => set(part, value)} />
      ))}
      <div className={style.filter}>
        <label htmlFor={`${prefix}kind`}>{t('events.filter.kind')}</label>
        <Select
          id={`${prefix}kind`}
          value={search.kind ?? ''}
          aria-label={t('events.filter.kind')}
          options={[
            { value: '', label: t('events.anyKind') },
            ...EVENT_MEANINGS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          ]}
          onChange={(value: string) => set('kind', value)}
        />
      </div>
      {(['from', 'to'] as const).map((part) => (
        <div key={part} className={style.filter}>
          <label htmlFor={`${prefix}${part}`}>{t(`events.filter.${part}`)}</label>
          <DayInput id={`${prefix}${part}`} value={search[part] ?? ''} onChange={(value) => set(part, value)} />
        </div>
      ))}
      {Object.keys(search).length > 0 && <Button onClick={() => onSearch({})}>{t('events.clear')}</Button>}
    </search>
  );
}

interface TextFilterProps {
  readonly part: 'user' | 'name' | 'module';
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Text is asked for once typing rests. */
function TextFilter({ part, id, value, onChange }: TextFilterProps) {
  const { t } = useTranslation('usage');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed starts the clock
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className={style.filter}>
      <label htmlFor={id}>{t(`events.filter.${part}`)}</label>
      <Input id={id} allowClear value={text} maxLength={120} onChange={(event) => setText(event.target.value)} />
    </div>
  );
}
