import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './Imports.module.css';
import { columnUse, type Draft, draftFields, withWord } from './mapping-draft.ts';
import { useImportWords } from './use-import-words.ts';
import type { Choice } from './use-wizard.ts';

interface WordTableProps {
  readonly questions: Choice['proposed']['questions'];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** Words of a file for which nobody has said what they stand for. */
export function WordTable({ questions, draft, onDraft }: WordTableProps) {
  const { t } = useTranslation('imports');
  const { choiceOf, fieldWord } = useImportWords();
  const open = questions.flatMap(({ code, column, words }) => {
    const use = code === 'unknown-words' && column !== null ? columnUse(draft, column) : null;
    if (use?.as !== 'field') return [];
    const declared = draftFields(draft.entity).find(({ name }) => name === use.field)?.declared;
    if (declared?.type !== 'choice' && declared?.type !== 'choices') return [];
    return [{ field: use.field, words, codes: Object.keys(declared.choices) }];
  });
  const said = 'values' in draft ? draft.values : undefined;
  return open.map(({ field, words, codes }) => (
    <div key={field} className={style.words}>
      {words.map((word) => (
        <div key={word} className={style.word}>
          <span>
            {fieldWord(draft.entity, field)} “{word}”
          </span>
          <Select
            size="small"
            value={said?.[field]?.[word] ?? ''}
            aria-label={t('file.wordOf', { word, field: fieldWord(draft.entity, field) })}
            popupMatchSelectWidth={false}
            onChange={(code: string) => onDraft(withWord(draft, field, word, code === '' ? null : code))}
            options={[
              { value: '', label: t('file.unsaid') },
              ...codes.map((code) => ({ value: code, label: choiceOf(draft.entity, field, code) })),
            ]}
          />
        </div>
      ))}
    </div>
  ));
}
