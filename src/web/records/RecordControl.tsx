import { Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listPeople } from '../../features/access/contract.ts';
import type { ControlProps } from '../../features/access/web/widgets/Field.tsx';
import { currencyOptions } from '../currencies.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { useOperation } from '../use-operation.ts';
import { NoteText } from './NoteText.tsx';
import { ReferencePicker } from './ReferencePicker.tsx';
import type { Draft } from './record-values.ts';
import { type FormField, useBaseCurrency } from './use-record-words.ts';

/** Texts longer than this are written in a box of several lines. */
const ONE_LINE = 500;

interface RecordControlProps {
  readonly of: FormField;
  readonly control: ControlProps;
  readonly draft: Draft;
  readonly currency: string;
  /** The customer whose records a reference may name. */
  readonly account: string | null;
  readonly autoFocus: boolean;
  readonly onChange: (draft: Draft) => void;
}

interface LongTextProps extends ControlProps {
  readonly value: string;
  readonly autoFocus: boolean;
  /** Of a note: `@` names a colleague. */
  readonly mentions: boolean;
  readonly onChange: (text: string) => void;
}

function LongText({ mentions, onChange, ...control }: LongTextProps) {
  if (mentions) return <NoteText {...control} autoSize={{ minRows: 3, maxRows: 10 }} onChange={onChange} />;
  return <Input.TextArea {...control} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(event) => onChange(event.target.value)} />;
}

/** What a person fills in, by the type of the field. */
export function RecordControl(props: RecordControlProps) {
  const { of, control, draft, currency, account, autoFocus, onChange } = props;
  const { t } = useTranslation('records');
  const { field } = of;
  const text = typeof draft === 'string' ? draft : '';
  const plain = { ...control, autoFocus, value: text };
  switch (field.type) {
    case 'text':
      if (of.key === 'currency' && !of.added) return <CurrencySelect control={control} value={text} onChange={onChange} />;
      if (field.longest > ONE_LINE && !of.added) return <LongText {...plain} mentions={of.key === 'text'} onChange={onChange} />;
      return <Input {...plain} autoComplete="off" onChange={(event) => onChange(event.target.value)} />;
    case 'day':
      return <DayInput {...plain} onChange={onChange} />;
    case 'moment':
      return <DayInput {...plain} of="moment" onChange={onChange} />;
    case 'number':
      if (isScale(field)) return <ScaleSelect {...props} least={field.least} most={field.most} />;
      return <Input {...plain} inputMode="decimal" autoComplete="off" onChange={(event) => onChange(event.target.value)} />;
    case 'money':
      return (
        <Input {...plain} inputMode="decimal" autoComplete="off" suffix={currency} onChange={(event) => onChange(event.target.value)} />
      );
    case 'flag':
      return (
        <Segmented
          id={control.id}
          aria-describedby={control['aria-describedby']}
          options={(['yes', 'no', 'unsaid'] as const).map((word) => ({ value: word, label: t(word) }))}
          value={draft === true ? 'yes' : draft === false ? 'no' : 'unsaid'}
          onChange={(word) => onChange(word === 'unsaid' ? null : word === 'yes')}
        />
      );
    case 'choice':
    case 'choices':
      return <ChoiceSelect {...props} many={field.type === 'choices'} choices={Object.keys(field.choices)} />;
    case 'person':
      return <PersonSelect control={control} label={of.label} value={text} onChange={onChange} />;
    case 'record':
      return <ReferencePicker control={control} label={of.label} kind={field.of} account={account} value={text} onChange={onChange} />;
  }
}

/** How a control of Ant Design's Select takes what a form says of it. */
export function selectProps({ id, status, onBlur, ...aria }: ControlProps) {
  return { id, status, onBlur, ...aria };
}

/** A few whole numbers are chosen, not typed. */
function isScale(field: FormField['field']): field is Extract<FormField['field'], { type: 'number' }> & { least: number; most: number } {
  return (
    field.type === 'number' && field.whole === true && field.least !== undefined && field.most !== undefined && field.most - field.least < 6
  );
}

function ScaleSelect({
  of,
  control,
  draft,
  least,
  most,
  onChange,
}: RecordControlProps & { readonly least: number; readonly most: number }) {
  const { t } = useTranslation('records');
  const steps = Array.from({ length: most - least + 1 }, (_, step) => most - step);
  const word = (step: number): string => (of.key === 'attitude' && !of.added ? t(`attitude.${step}`) : String(step));
  return (
    <Select
      {...selectProps(control)}
      allowClear
      aria-label={of.label}
      options={steps.map((step) => ({ value: String(step), label: word(step) }))}
      value={typeof draft === 'string' && draft !== '' ? draft : null}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
    />
  );
}

function ChoiceSelect({
  of,
  control,
  draft,
  many,
  choices,
  onChange,
}: RecordControlProps & { readonly many: boolean; readonly choices: readonly string[] }) {
  const held = Array.isArray(draft) ? draft.map(String) : typeof draft === 'string' && draft !== '' ? [draft] : [];
  // A value that is no longer declared stays, until somebody changes it.
  const options = [...new Set([...choices, ...held])].map((code) => ({ value: code, label: of.choice(code) }));
  const common = { ...selectProps(control), options, 'aria-label': of.label, showSearch: { optionFilterProp: 'label' }, allowClear: true };
  if (many) return <Select {...common} mode="multiple" value={held} onChange={(next: string[]) => onChange(next)} />;
  return <Select {...common} value={held[0] ?? null} onChange={(next: string | null | undefined) => onChange(next ?? '')} />;
}

interface SelectOneProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly onChange: (draft: Draft) => void;
}

function PersonSelect({ control, label, value, onChange }: SelectOneProps & { readonly label: string }) {
  const people = useOperation(listPeople, {});
  const active = (people.data?.people ?? []).filter((person) => person.active || person.personId === value);
  const options = active.map(({ personId, name }) => ({ value: personId, label: name }));
  const known = value === '' || options.some((one) => one.value === value);
  return (
    <Select
      {...selectProps(control)}
      allowClear
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      loading={people.isPending}
      options={known ? options : [{ value, label: value }, ...options]}
      value={value === '' ? null : value}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
    />
  );
}

function CurrencySelect({ control, value, onChange }: SelectOneProps) {
  const { t, i18n } = useTranslation('records');
  const options = useMemo(() => [...currencyOptions(i18n.language)], [i18n.language]);
  const known = value === '' || options.some((one) => one.value === value);
  return (
    <Select
      {...selectProps(control)}
      allowClear
      aria-label={t('currency')}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('currencyDefault', { currency: useBaseCurrency() })}
      options={known ? options : [{ value, label: value }, ...options]}
      value={value === '' ? null : value}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
    />
  );
}
