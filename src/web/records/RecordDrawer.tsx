import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordCounts } from '../../features/accounts/contract.ts';
import type { CustomField } from '../../kernel/custom-field.ts';
import type { RecordWords } from '../../kernel/record.ts';
import { ApiError } from '../call.ts';
import { NO_VALUE, spaced } from '../format.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PHONE, useMedia } from '../use-media.ts';
import { MergeView } from './MergeView.tsx';
import { type MergeField, mergeOf, wordsAfterMerge } from './merge.ts';
import { type FormWords, RecordForm } from './RecordForm.tsx';
import { RecordHistory } from './RecordHistory.tsx';
import style from './Records.module.css';
import { titleOf } from './record-kinds.ts';
import { madeId, type RecordSource, type ShownRecord } from './record-source.ts';
import { valueText } from './record-values.ts';
import { type FormField, formFields, kindInSentence, useActorName, useValueWords } from './use-record-words.ts';

interface RecordDrawerProps {
  readonly source: RecordSource;
  readonly custom: readonly CustomField[];
  /** Null: a new one. */
  readonly record: ShownRecord | null;
  readonly account: string | null;
  readonly preset: RecordWords;
  readonly decided: readonly string[];
  readonly references: ReadonlyMap<string, string>;
  /** False: only to be read. */
  readonly writes: boolean;
  readonly onSaved: (record: ShownRecord, created: boolean) => void;
  /** Absent: records of this kind are not archived from here. */
  readonly onArchive?: ((record: ShownRecord) => void) | undefined;
  readonly onClose: () => void;
}

/** Somebody else saved first: what I said, and how the record is now. */
interface Conflict {
  readonly differences: readonly MergeField[];
  readonly theirs: ShownRecord;
  readonly who: string | null;
}

/** One record at the side: its form, who changed what, and what two people made of it at once. */
export function RecordDrawer(props: RecordDrawerProps) {
  const { source, custom, record, references, writes, onClose } = props;
  const { t } = useTranslation('records');
  const phone = useMedia(PHONE);
  const [view, setView] = useState<'content' | 'history'>('content');
  const [dirty, setDirty] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const words = useValueWords(references);
  const fields = formFields(source.kind, custom, record?.custom ?? {}, t);
  const saving = useSaving(props, fields, words.personName);
  const kind = kindInSentence(source.kind.name, t);
  const close = (): void => (dirty && writes ? setLeaving(true) : onClose());
  return (
    <Drawer
      open
      size={phone ? '100%' : 560}
      title={record === null ? spaced(t('drawer.new', { kind })) : titleOf(source.kind, record.fields, record.id)}
      onClose={close}
      destroyOnHidden
      afterOpenChange={(open) => {
        if (open) document.querySelector<HTMLElement>('.ant-drawer-body form input, .ant-drawer-body form textarea')?.focus();
      }}
      extra={
        record !== null &&
        saving.conflict === null && (
          <Segmented
            size="small"
            value={view}
            options={(['content', 'history'] as const).map((one) => ({ value: one, label: t(`drawer.${one}`) }))}
            onChange={setView}
          />
        )
      }
    >
      {saving.conflict !== null && (
        <MergeView
          differences={saving.conflict.differences}
          fields={fields}
          content={saving.conflict.theirs.fields}
          who={saving.conflict.who}
          words={words}
          pending={saving.pending}
          onSave={saving.merge}
          onDiscard={onClose}
        />
      )}
      {/* The form keeps what was typed while the history is looked at. */}
      <div hidden={view !== 'content' || saving.conflict !== null}>
        {writes ? (
          <RecordForm
            fields={fields}
            record={record}
            preset={props.preset}
            decided={props.decided}
            account={props.account}
            timeZone={words.timeZone}
            pending={saving.pending}
            error={saving.error}
            onDirty={setDirty}
            onSubmit={saving.save}
          >
            <Button onClick={close}>{t('cancel')}</Button>
            {record !== null && props.onArchive !== undefined && (
              <Button type="text" className={style.archive ?? ''} onClick={() => props.onArchive?.(record)}>
                {t('archive')}
              </Button>
            )}
          </RecordForm>
        ) : (
          record !== null && <RecordFacts record={record} fields={fields} words={words} />
        )}
      </div>
      {view === 'history' && record !== null && (
        <RecordHistory source={source} id={record.id} fields={fields} content={record.fields} words={words} />
      )}
      {saving.conflict !== null && saving.error !== null && <ErrorState error={saving.error} />}
      {record !== null && view === 'content' && saving.conflict === null && (
        <p className={style.note}>
          {t('id')} {record.id}
        </p>
      )}
      {leaving && (
        <div className={style.leaving} role="alertdialog" aria-label={t('drawer.unsaved')}>
          <span>{t('drawer.unsaved')}</span>
          <Button size="small" onClick={onClose}>
            {t('drawer.leave')}
          </Button>
          <Button size="small" type="primary" autoFocus onClick={() => setLeaving(false)}>
            {t('drawer.stay')}
          </Button>
        </div>
      )}
    </Drawer>
  );
}

/** The values of a record, for those who may read it only. */
function RecordFacts({
  record,
  fields,
  words,
}: {
  readonly record: ShownRecord;
  readonly fields: readonly FormField[];
  readonly words: ReturnType<typeof useValueWords>;
}) {
  const text = (one: FormField): string =>
    valueText(
      one.field,
      one.added ? record.custom[one.key] : record.fields[one.key],
      words.settingOf(record.fields),
      words.wordsOf(one.choice),
    );
  return (
    <dl className={style.pairs}>
      {fields
        .filter((one) => text(one) !== NO_VALUE)
        .map((one) => (
          <div key={one.name}>
            <dt>{one.label}</dt>
            <dd>{text(one)}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Saves; where somebody was quicker, asks how the record is now and saves on top of that. */
function useSaving({ source, record, onSaved }: RecordDrawerProps, fields: readonly FormField[], personName: (id: string) => string) {
  const cache = useQueryClient();
  const actor = useActorName(personName);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const send = async (said: FormWords, base: ShownRecord | null): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      const id = base?.id ?? said.id ?? madeId(source.kind.name);
      const saved = await source.save({ id, words: said.words, custom: said.custom, version: base?.version ?? 0 });
      for (const key of [source.cacheKey, recordCounts.id]) void cache.invalidateQueries({ queryKey: [key] });
      onSaved(saved, base === null);
    } catch (problem) {
      if (!(problem instanceof ApiError && problem.code === 'conflict') || base === null) setError(problem);
      else await compare(said, base, problem);
    } finally {
      setPending(false);
    }
  };
  const compare = async (said: FormWords, base: ShownRecord, problem: unknown): Promise<void> => {
    try {
      const [theirs, history] = await Promise.all([source.get(base.id), source.history(base.id)]);
      const last = history.changes[0];
      const differences = mergeOf(namedAsForm(base.fields, base.custom, fields), namedAsForm(said.words, said.custom, fields), {
        ...namedAsForm(theirs.fields, theirs.custom, fields),
      } as ShownRecord['fields']);
      setConflict({ differences, theirs, who: last === undefined ? null : actor(last.by) });
    } catch {
      setError(problem);
    }
  };
  return {
    pending,
    error,
    conflict,
    save: (said: FormWords) => void send(said, record),
    merge: (decided: ReadonlyMap<string, 'mine' | 'theirs'>) => {
      if (conflict === null) return;
      const words = wordsAfterMerge(conflict.differences, decided);
      void send({ id: null, ...apart(words, fields) }, conflict.theirs);
    },
  };
}

/** Own and added fields in one, by the names of the form: an added field may be called like an own one. */
function namedAsForm<Value>(
  own: Readonly<Record<string, Value>>,
  custom: Readonly<Record<string, Value>>,
  fields: readonly FormField[],
): Record<string, Value> {
  return Object.fromEntries(
    fields.flatMap(({ name, key, added }) => {
      const value = added ? custom[key] : own[key];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function apart(words: RecordWords, fields: readonly FormField[]): Pick<FormWords, 'words' | 'custom'> {
  const part = (wanted: boolean): RecordWords =>
    Object.fromEntries(
      fields.flatMap(({ name, key, added }) => (added === wanted && words[name] !== undefined ? [[key, words[name]]] : [])),
    );
  return { words: part(false), custom: part(true) };
}
