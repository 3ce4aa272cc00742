import { Button, Input } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../features/access/web/widgets/Field.tsx';
import { useForm } from '../../features/access/web/widgets/use-form.ts';
import type { FieldValue, RecordWords } from '../../kernel/record.ts';
import { ApiError } from '../call.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { RecordControl } from './RecordControl.tsx';
import style from './Records.module.css';
import type { ShownRecord } from './record-source.ts';
import { type Draft, draftOf, readDraft } from './record-values.ts';
import { type FormField, useBaseCurrency, type Words } from './use-record-words.ts';

/** The key under which the form keeps the id of a new record. */
const ID = 'record-id';

/** What a form hands over: only what differs from what it began with. */
export interface FormWords {
  /** Null: nobody typed one. */
  readonly id: string | null;
  readonly words: RecordWords;
  readonly custom: RecordWords;
}

interface RecordFormProps {
  readonly fields: readonly FormField[];
  /** Null: a new one. */
  readonly record: ShownRecord | null;
  /** What a new one begins with. */
  readonly preset: RecordWords;
  /** Fields that the place has decided already: the customer on its own page. */
  readonly decided: readonly string[];
  readonly account: string | null;
  readonly timeZone: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onDirty: (dirty: boolean) => void;
  readonly onSubmit: (said: FormWords) => void;
  /** Beside the button that saves. */
  readonly children?: ReactNode;
}

/** A record to fill in: labels above, one line beneath each for help or what is wrong. */
export function RecordForm(props: RecordFormProps) {
  const { fields, record, decided, account, timeZone, error, onDirty } = props;
  const { t } = useTranslation('records');
  const asked = fields.filter(({ key, added }) => added || !decided.includes(key));
  const baseCurrency = useBaseCurrency();
  const [begun] = useState(() => beginning(props, baseCurrency));
  const currencyOf = (drafts: Readonly<Record<string, Draft>>): string => {
    const said = drafts.currency;
    return typeof said === 'string' && /^[A-Z]{3}$/.test(said) ? said : baseCurrency;
  };
  const read = (drafts: Readonly<Record<string, Draft>>, one: FormField) =>
    readDraft(one.field, drafts[one.name] ?? null, { timeZone, currency: currencyOf(drafts) });
  const form = useForm<Record<string, Draft>>({
    initial: begun,
    check: (drafts) => Object.fromEntries(asked.map((one) => [one.name, problemWords(read(drafts, one), one, currencyOf(drafts), t)])),
    error: useMemo(() => atFields(error, fields), [error, fields]),
    byCode: { 'account-unknown': 'account', ...(record === null ? { conflict: ID } : {}) },
    refused: (field, code, message) =>
      code === 'conflict' && field === ID
        ? t('problem.idTaken')
        : code === 'account-unknown'
          ? t('problem.noCustomer')
          : t('problem.refused', { message }),
    onSubmit: (drafts) => props.onSubmit(said(drafts, { ...props, fields: asked, begun, read })),
  });
  const set = (name: string, draft: Draft): void => {
    form.set(name, draft);
    onDirty(true);
  };
  const currency = currencyOf(form.values);
  return (
    <form className={style.form} onSubmit={form.onSubmit} noValidate aria-busy={props.pending}>
      <div className={style.grid}>
        {asked.map((one, index) => (
          <div key={one.name} className={isWide(one) ? style.wide : undefined}>
            <Field form={form} name={one.name} label={labelOf(one, t)} help={helpOf(one, t)} group={one.field.type === 'flag'}>
              {(control) => (
                <RecordControl
                  of={one}
                  control={control}
                  draft={form.values[one.name] ?? null}
                  currency={currency}
                  account={account}
                  autoFocus={index === 0}
                  onChange={(draft) => set(one.name, draft)}
                />
              )}
            </Field>
          </div>
        ))}
        {record === null && (
          <div className={style.wide}>
            <Field form={form} name={ID} label={t('id')} help={t('idHelp')}>
              {({ status, ...control }) => (
                <Input
                  {...control}
                  status={status}
                  autoComplete="off"
                  maxLength={200}
                  value={String(form.values[ID] ?? '')}
                  onChange={(event) => set(ID, event.target.value)}
                />
              )}
            </Field>
          </div>
        )}
      </div>
      {form.rest !== null && <ErrorState error={form.rest} />}
      <div className={style.submit}>
        <Button type="primary" htmlType="submit" loading={props.pending}>
          {t(record === null ? 'create' : 'save')}
        </Button>
        {props.children}
      </div>
    </form>
  );
}

function beginning({ fields, record, preset, timeZone }: RecordFormProps, baseCurrency: string): Record<string, Draft> {
  const kept = record?.fields ?? (preset as Readonly<Record<string, FieldValue>>);
  const currency = typeof kept.currency === 'string' ? kept.currency : baseCurrency;
  const drafts = fields.map(({ name, key, field, added }): [string, Draft] => [
    name,
    draftOf(field, added ? record?.custom[key] : kept[key], { timeZone, currency }),
  ]);
  return { ...Object.fromEntries(drafts), [ID]: '' };
}

interface Saying extends Pick<RecordFormProps, 'fields' | 'record' | 'preset'> {
  readonly begun: Readonly<Record<string, Draft>>;
  readonly read: (drafts: Readonly<Record<string, Draft>>, one: FormField) => ReturnType<typeof readDraft>;
}

/** Only what was changed is said: what somebody else changes meanwhile in another field stays. */
function said(drafts: Readonly<Record<string, Draft>>, { fields, record, preset, begun, read }: Saying): FormWords {
  // In another currency the same digits are another amount.
  const otherCurrency = drafts.currency !== begun.currency;
  const changed = fields.filter(
    ({ name, field }) =>
      record === null || (otherCurrency && field.type === 'money') || JSON.stringify(drafts[name]) !== JSON.stringify(begun[name]),
  );
  const words = (added: boolean): RecordWords =>
    Object.fromEntries(
      changed.flatMap((one): [string, FieldValue | null][] => {
        const found = read(drafts, one);
        if (one.added !== added || 'problem' in found) return [];
        return record === null && found.value === null ? [] : [[one.key, found.value]];
      }),
    );
  const id = String(drafts[ID] ?? '').trim();
  return { id: id === '' ? null : id, words: record === null ? { ...preset, ...words(false) } : words(false), custom: words(true) };
}

/** The server names `fields.name` or `custom.<key>`; the form knows its fields by names of their own. */
function atFields(error: unknown, fields: readonly FormField[]): unknown {
  if (!(error instanceof ApiError) || error.issues.length === 0) return error;
  const issues = error.issues.map((issue) => {
    const path = issue.path.replace(/^\//, '').replaceAll('/', '.');
    const custom = fields.find(({ key, added }) => added && path === `custom.${key}`);
    const own = path.replace(/^(fields|profile)\./, '');
    return { ...issue, path: custom?.name ?? (own === 'id' ? ID : own) };
  });
  const { code, status, detail, hint, requestId } = error;
  return new ApiError({ code, status, detail, hint, issues, requestId });
}

function problemWords(found: ReturnType<typeof readDraft>, { field }: FormField, currency: string, t: Words): string | undefined {
  if (!('problem' in found)) return undefined;
  const { word, values } = found.problem;
  if (word === 'least' && field.type === 'money') return t('problem.leastMoney', { currency });
  return t(`problem.${word}`, values ?? {});
}

function labelOf({ label, field }: FormField, t: Words): string {
  return field.required === true ? `${label} ${t('required')}` : label;
}

function helpOf({ key, field, added }: FormField, t: Words): string {
  if (added) return '';
  return t(`help.${key}`, { defaultValue: field.type === 'choices' ? t('help.choices') : '' });
}

function isWide({ field, added }: FormField): boolean {
  return field.type === 'choices' || (field.type === 'text' && field.longest > 290 && !added);
}
