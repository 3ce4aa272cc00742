import { Button, Checkbox, Input, Select, Skeleton } from 'antd';
import { Download, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, spaced } from '../format.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import style from './Records.module.css';
import type { ShownKind } from './record-kinds.ts';
import type { ListView } from './record-view.ts';
import { choiceWord } from './use-record-words.ts';
import type { useRecords } from './use-records.ts';

type List = ReturnType<typeof useRecords>;

interface SectionHeadProps {
  readonly name: string;
  /** What one of them is called inside a sentence. */
  readonly one: string;
  readonly list: List;
  /** Null: there is nothing to save. */
  readonly onExport: (() => void) | null;
  /** Null: only to be read. */
  readonly onNew: (() => void) | null;
}

/** What is listed, how many there are, and what can be done with them. */
export function SectionHead({ name, one, list, onExport, onNew }: SectionHeadProps) {
  const { t } = useTranslation('records');
  return (
    <header className={style.sectionHead}>
      <h2 className={style.title}>
        {name} {list.data && <span className={style.count}>{formatFull(list.total)}</span>}
      </h2>
      <div className={style.acts}>
        {onExport !== null && (
          <Button type="text" icon={<Download size={14} strokeWidth={1.6} />} onClick={onExport}>
            {t('list.export')}
          </Button>
        )}
        {onNew !== null && (
          <Button icon={<Plus size={14} strokeWidth={1.6} />} onClick={onNew}>
            {spaced(t('list.add', { kind: one }))}
          </Button>
        )}
      </div>
    </header>
  );
}

interface NoRowsProps {
  readonly of: ShownKind;
  readonly list: List;
  readonly narrowed: boolean;
  readonly onClear: () => void;
}

/** Why no rows are shown: on their way, failed, none there, or none that match. */
export function NoRows({ of, list, narrowed, onClear }: NoRowsProps) {
  const { t } = useTranslation('records');
  if (list.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.total === 0) return <p className={style.empty}>{t(`empty.${of.kind.name}`, { defaultValue: t('list.empty') })}</p>;
  if (!narrowed) return null;
  return (
    <p className={style.empty}>
      {t('list.nothing')} <Button onClick={onClear}>{t('list.clear')}</Button>
    </p>
  );
}

interface SectionFootProps {
  readonly of: ShownKind;
  readonly list: List;
  readonly view: ListView;
  readonly hidden: number;
  readonly onView: (view: ListView) => void;
}

/** What is not shown, and how to see it. */
export function SectionFoot({ of, list, view, hidden, onView }: SectionFootProps) {
  const { t } = useTranslation('records');
  const hides = of.over !== undefined && list.total > 0 && (hidden > 0 || view.over);
  if (!hides && !list.hasNextPage) return null;
  return (
    <p className={style.foot}>
      {hides && (
        <Checkbox checked={view.over} onChange={(event) => onView({ ...view, over: event.target.checked })}>
          {view.over ? t('list.overShown') : t('list.over', { count: hidden })}
        </Checkbox>
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more', { shown: formatFull(list.records.length), total: formatFull(list.total) })}
        </Button>
      )}
    </p>
  );
}

/** By what a list is narrowed; it stands in the address. */
export function Filters({
  of,
  view,
  onView,
}: {
  readonly of: ShownKind;
  readonly view: ListView;
  readonly onView: (view: ListView) => void;
}) {
  const { t } = useTranslation('records');
  const { kind, filters } = of;
  return (
    <search className={style.filters} aria-label={t('list.filters')}>
      <Find value={view.find} onFind={(find) => onView({ ...view, find })} />
      {filters.map((name) => {
        const field = kind.fields[name];
        if (field?.type !== 'choice' && field?.type !== 'choices') return null;
        const label = t(`field.${kind.name}.${name}`);
        return (
          <Select
            key={name}
            mode="multiple"
            allowClear
            maxTagCount="responsive"
            className={style.filter ?? ''}
            aria-label={label}
            placeholder={label}
            value={[...(view.picked[name] ?? [])]}
            options={Object.keys(field.choices).map((code) => ({ value: code, label: choiceWord(kind.name, name, code, t) }))}
            onChange={(codes: string[]) => {
              const { [name]: _, ...others } = view.picked;
              onView({ ...view, picked: codes.length === 0 ? others : { ...others, [name]: codes } });
            }}
          />
        );
      })}
    </search>
  );
}

const REST_MS = 250;

/** Text goes into the address once typing rests. */
function Find({ value, onFind }: { readonly value: string; readonly onFind: (text: string) => void }) {
  const { t } = useTranslation('records');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed starts the clock
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onFind(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Input
      className={style.find ?? ''}
      allowClear
      maxLength={100}
      value={text}
      placeholder={t('list.find')}
      aria-label={t('list.find')}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
