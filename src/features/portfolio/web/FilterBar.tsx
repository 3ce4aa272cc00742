import { Input, type InputRef, Popover, type RefSelectProps, Select } from 'antd';
import { Plus } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../../web/ui/Kbd.tsx';
import { type Condition, fieldOf } from '../core/conditions.ts';
import { OPS_OF } from '../core/fields.ts';
import { ConditionEditor } from './ConditionEditor.tsx';
import { conditionText, fieldName, type Words } from './card-words.ts';
import { possibleFields } from './columns.ts';
import style from './Portfolio.module.css';

interface FilterBarProps {
  readonly field: RefObject<InputRef | null>;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly where: readonly Condition[];
  readonly onWhere: (where: readonly Condition[]) => void;
  readonly words: Words;
  readonly changed: boolean;
}

/** What is asked, as a sentence of small parts, each of which can be changed where it stands. */
export function FilterBar({ field, search, onSearch, where, onWhere, words, changed }: FilterBarProps) {
  const { t } = useTranslation('portfolio');
  const [open, setOpen] = useState<number | null>(null);
  const [fresh, setFresh] = useState<Condition | null>(null);
  const which = useRef<RefSelectProps>(null);
  const replace = (index: number, next: Condition | null): void => {
    setOpen(null);
    onWhere(where.flatMap((one, at) => (at === index ? (next ?? []) : [one])));
  };
  return (
    <div className={style.filters}>
      <SearchField field={field} value={search} onChange={onSearch} />
      <span className={style.joint}>{t('filter.see')}</span>
      {where.map((condition, index) => (
        <Popover
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the sentence
          key={`${index} ${condition.field}`}
          trigger="click"
          open={open === index}
          onOpenChange={(isOpen) => setOpen(isOpen ? index : null)}
          destroyOnHidden
          placement="bottomLeft"
          content={
            <ConditionEditor
              condition={condition}
              words={words}
              onSet={(next) => replace(index, next)}
              onRemove={() => replace(index, null)}
            />
          }
        >
          <button type="button" className={style.chip}>
            <span className={style.chipField}>{fieldName(condition.field, words, t)}</span>
            {conditionText(condition, words, t)}
          </button>
        </Popover>
      ))}
      <Popover
        trigger="click"
        open={open === -1}
        onOpenChange={(isOpen) => {
          setOpen(isOpen ? -1 : null);
          setFresh(null);
        }}
        // What is not shown yet cannot take the focus.
        afterOpenChange={(isOpen) => isOpen && which.current?.focus()}
        destroyOnHidden
        placement="bottomLeft"
        content={
          fresh === null ? (
            <Select
              ref={which}
              defaultOpen
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 260 }}
              aria-label={t('filter.field')}
              placeholder={t('filter.field')}
              options={possibleFields(words).map((name) => ({ value: name, label: fieldName(name, words, t) }))}
              onChange={(name: string) => setFresh(freshCondition(name, words))}
            />
          ) : (
            <ConditionEditor
              condition={fresh}
              words={words}
              onSet={(next) => {
                setOpen(null);
                onWhere([...where, next]);
              }}
            />
          )
        }
      >
        <button type="button" className={`${style.chip} ${style.adds}`} aria-keyshortcuts="f">
          <Plus size={13} strokeWidth={1.6} aria-hidden="true" />
          {t('filter.add')}
        </button>
      </Popover>
      <span className={style.filterEnd}>
        {changed ? t('filter.changed') : t('filter.same')} <Kbd>/</Kbd>
      </span>
    </div>
  );
}

function freshCondition(name: string, words: Words): Condition {
  const type = fieldOf(name, words.custom)?.type ?? 'text';
  return { field: name, op: OPS_OF[type][0] ?? 'known', values: type === 'flag' ? [true] : [] };
}

/** Text goes into the address once typing rests. */
function SearchField({
  field,
  value,
  onChange,
}: {
  readonly field: FilterBarProps['field'];
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation('portfolio');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Input
      ref={field}
      allowClear
      className={style.search ?? ''}
      value={text}
      maxLength={100}
      placeholder={t('filter.search')}
      aria-label={t('filter.search')}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
