import { Button, Select } from 'antd';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { type Entity, KIND_NAMES } from '../core/kinds.ts';
import { tableLabel } from '../core/table-label.ts';
import { ColumnTable } from './ColumnTable.tsx';
import style from './Imports.module.css';
import { type Draft, kindOf, missingFields, withDateOrder, withEndReading } from './mapping-draft.ts';
import { useImportWords } from './use-import-words.ts';
import type { Choice } from './use-wizard.ts';
import { WordTable } from './WordTable.tsx';

/** What a person chooses from; `accounts` is how old mappings say `account`. */
const CHOSEN: readonly Entity[] = [...KIND_NAMES, 'users', 'events'];

interface FileCardProps {
  readonly choice: Choice;
  readonly onDecide: (kind: Entity | 'none') => void;
  readonly onDraft: (draft: Draft) => void;
  readonly onRemove: () => void;
}

/** One table: what each row of it is, which column is what, and what is still open about it. */
export function FileCard({ choice, onDecide, onDraft, onRemove }: FileCardProps) {
  const { t } = useTranslation('imports');
  const { fieldWord } = useImportWords();
  const { proposed, draft } = choice;
  const name = tableLabel(proposed.file, proposed.sheet);
  const missing = draft === null ? [] : missingFields(draft);
  return (
    <section className={style.file} aria-label={name}>
      <div className={style.fileHead}>
        <strong>{name}</strong>
        <span className={style.help}>
          {t('file.rows', { count: proposed.rows, number: formatFull(proposed.rows) })}
          {proposed.format.encoding !== undefined && ` · ${proposed.format.encoding.toUpperCase()}`}
          {proposed.saved !== null && ` · ${t('file.saved', { name: proposed.saved })}`}
        </span>
        <Select<Entity | 'none'>
          size="small"
          className={style.kind ?? ''}
          value={draft === null ? 'none' : draft.entity === 'accounts' ? 'account' : draft.entity}
          onChange={onDecide}
          aria-label={t('file.entity')}
          options={[
            ...CHOSEN.map((one) => ({ value: one, label: t(`entity.${one}`) })),
            { value: 'none' as const, label: t('file.leftOut') },
          ]}
        />
        <Button
          type="text"
          size="small"
          icon={<X size={16} strokeWidth={1.6} />}
          aria-label={t('file.remove', { name })}
          onClick={onRemove}
        />
      </div>
      {proposed.questions.map(({ code, column, words }) => (
        <p key={`${code} ${column ?? ''}`} className={style.question}>
          {t(`question.${code}`, { column: column ?? '', words: words.slice(0, 6).join(t('import.and')) })}
          {code === 'date-order' && draft !== null && column !== null && (
            <Select<'day-first' | 'month-first'>
              size="small"
              value={(draft.dates?.[column] as 'day-first' | 'month-first' | undefined) ?? null}
              placeholder={t('file.dateOrder')}
              aria-label={t('question.date-order', { column, words: '' })}
              options={(['day-first', 'month-first'] as const).map((order) => ({ value: order, label: t(`dates.${order}`) }))}
              onChange={(order) => onDraft(withDateOrder(draft, column, order))}
            />
          )}
        </p>
      ))}
      {draft !== null && (
        <>
          <ColumnTable proposed={proposed} draft={draft} onDraft={onDraft} />
          <WordTable questions={proposed.questions} draft={draft} onDraft={onDraft} />
          {kindOf(draft.entity) !== null && 'endsOn' in (draft.columns as object) && (
            <div className={style.endsOn}>
              <span>{t('file.endsOnIs')}</span>
              <Select<'inclusive' | 'exclusive'>
                size="small"
                value={('endsOnIs' in draft ? draft.endsOnIs : undefined) ?? 'inclusive'}
                aria-label={t('file.endsOnIs')}
                onChange={(endsOnIs) => onDraft(withEndReading(draft, endsOnIs))}
                options={(['inclusive', 'exclusive'] as const).map((value) => ({ value, label: t(`file.${value}`) }))}
              />
            </div>
          )}
          {missing.length > 0 && (
            <p className={style.problem} role="alert">
              {t('import.missing', { file: name, fields: missing.map((field) => fieldWord(draft.entity, field)).join(t('import.and')) })}
            </p>
          )}
        </>
      )}
    </section>
  );
}
