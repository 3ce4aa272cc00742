import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue, RecordContent } from '../../kernel/record.ts';
import type { MergeField } from './merge.ts';
import style from './Records.module.css';
import { valueText } from './record-values.ts';
import type { FormField, useValueWords } from './use-record-words.ts';

interface MergeViewProps {
  /** Of the record's own fields and of `custom`, each named as the form names it. */
  readonly differences: readonly MergeField[];
  readonly fields: readonly FormField[];
  readonly content: RecordContent;
  /** Who saved last; null where that is not known. */
  readonly who: string | null;
  readonly words: ReturnType<typeof useValueWords>;
  readonly pending: boolean;
  readonly onSave: (decided: ReadonlyMap<string, 'mine' | 'theirs'>) => void;
  readonly onDiscard: () => void;
}

/** Two people changed one record: what differs, field by field, and whose word stands. */
export function MergeView({ differences, fields, content, who, words, pending, onSave, onDiscard }: MergeViewProps) {
  const { t } = useTranslation('records');
  const [decided, setDecided] = useState<ReadonlyMap<string, 'mine' | 'theirs'>>(new Map());
  const fieldOf = (name: string): FormField | null => fields.find((one) => one.name === name) ?? null;
  const text = (name: string, value: FieldValue | null): string =>
    valueText(fieldOf(name)?.field ?? null, value, words.settingOf(content), words.wordsOf(fieldOf(name)?.choice ?? String));
  const open = differences.filter(({ by }) => by === 'both');
  const settled = differences.filter(({ by }) => by !== 'both');
  return (
    <div className={style.merge}>
      <h3 className={style.mergeTitle}>{who === null ? t('merge.title') : t('merge.titleBy', { who })}</h3>
      <p className={style.note}>{t(open.length === 0 ? 'merge.nothingToDecide' : 'merge.about')}</p>
      {open.map(({ field, mine, theirs }) => (
        <fieldset key={field} className={style.mergeField}>
          <legend>{fieldOf(field)?.label ?? field}</legend>
          <Radio.Group
            className={style.mergeChoices ?? ''}
            value={decided.get(field) ?? 'mine'}
            onChange={(event) => setDecided(new Map(decided).set(field, event.target.value as 'mine' | 'theirs'))}
            options={[
              { value: 'mine', label: <Side name={t('merge.mine')} text={text(field, mine)} /> },
              { value: 'theirs', label: <Side name={t('merge.theirs')} text={text(field, theirs)} /> },
            ]}
          />
        </fieldset>
      ))}
      {settled.length > 0 && (
        <>
          <h4 className={style.mergeKept}>{t('merge.kept')}</h4>
          <dl className={style.pairs}>
            {settled.map(({ field, mine, theirs, by }) => (
              <div key={field}>
                <dt>{fieldOf(field)?.label ?? field}</dt>
                <dd>
                  {text(field, by === 'me' ? mine : theirs)}
                  <span className={style.quiet}> {t(by === 'me' ? 'merge.byMe' : 'merge.byThem')}</span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <div className={style.submit}>
        <Button type="primary" loading={pending} autoFocus onClick={() => onSave(decided)}>
          {t('merge.save')}
        </Button>
        <Button type="text" onClick={onDiscard}>
          {t('merge.discard')}
        </Button>
      </div>
    </div>
  );
}

function Side({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <span className={style.quiet}>{name}</span> <span className={style.mergeValue}>{text}</span>
    </>
  );
}
