import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, fieldOf, problemOf, type Value } from '../core/conditions.ts';
import { type FieldType, OPS_OF, type Op } from '../core/fields.ts';
import { choiceName, type Words } from './card-words.ts';
import style from './Portfolio.module.css';

interface ConditionEditorProps {
  readonly condition: Condition;
  readonly words: Words;
  readonly onSet: (condition: Condition) => void;
  /** Absent for one that is not asked yet. */
  readonly onRemove?: (() => void) | undefined;
}

/** One condition as a small form: how it compares, and with what. */
export function ConditionEditor({ condition, words, onSet, onRemove }: ConditionEditorProps) {
  const { t } = useTranslation('portfolio');
  const [draft, setDraft] = useState(condition);
  const field = fieldOf(draft.field, words.custom);
  if (field === null) return null;
  const change = (next: Partial<Condition>): void => setDraft({ ...draft, ...next });
  const ready = problemOf(draft, words.custom) === null;
  return (
    <form
      className={style.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSet(draft);
      }}
    >
      {field.type !== 'flag' && (
        <Select<Op>
          aria-label={t('filter.compare')}
          value={draft.op}
          options={OPS_OF[field.type].map((op) => ({ value: op, label: t(`compare.${op}`) }))}
          onChange={(op) => change({ op, values: sameKind(draft.op, op) ? draft.values : [] })}
        />
      )}
      <ValueInput condition={draft} type={field.type} choices={field.choices} words={words} onValues={(values) => change({ values })} />
      <span className={style.editorActs}>
        <Button type="primary" size="small" htmlType="submit" disabled={!ready}>
          {t('filter.set')}
        </Button>
        {onRemove && (
          <Button type="text" size="small" onClick={onRemove}>
            {t('filter.remove')}
          </Button>
        )}
      </span>
    </form>
  );
}

const KIND: Readonly<Partial<Record<Op, string>>> = {
  in: 'set',
  out: 'set',
  ahead: 'days',
  ago: 'days',
  older: 'days',
  from: 'day',
  to: 'day',
  least: 'number',
  most: 'number',
};

function sameKind(one: Op, other: Op): boolean {
  return KIND[one] !== undefined && KIND[one] === KIND[other];
}

interface ValueInputProps {
  readonly condition: Condition;
  readonly type: FieldType;
  readonly choices: readonly string[] | undefined;
  readonly words: Words;
  readonly onValues: (values: readonly Value[]) => void;
}

function ValueInput(props: ValueInputProps) {
  const { t } = useTranslation('portfolio');
  const { condition, onValues } = props;
  const { op, values } = condition;
  const [first] = values;
  const label = t('filter.value');
  switch (op) {
    case 'known':
    case 'unknown':
      return null;
    case 'is':
      return (
        <Select
          aria-label={label}
          value={String(first ?? true)}
          options={[true, false].map((value) => ({ value: String(value), label: t(value ? 'yes' : 'no') }))}
          onChange={(value: string) => onValues([value === 'true'])}
        />
      );
    case 'in':
    case 'out':
      return <SetInput {...props} />;
    case 'from':
    case 'to':
    case 'contains':
      return (
        <Input
          autoFocus
          type={op === 'contains' ? 'text' : 'date'}
          aria-label={label}
          value={String(first ?? '')}
          maxLength={100}
          onChange={(event) => onValues(event.target.value === '' ? [] : [event.target.value])}
        />
      );
    default:
      return <NumberInput {...props} />;
  }
}

function SetInput({ condition: { field, values }, type, choices, words, onValues }: ValueInputProps) {
  const { t } = useTranslation('portfolio');
  const options = setOptions(field, type, choices, words, t as never);
  const [open, setOpen] = useState(false);
  return (
    <Select
      autoFocus
      mode={options === null ? 'tags' : 'multiple'}
      aria-label={t('filter.value')}
      placeholder={t('filter.value')}
      value={values.map(String)}
      options={options ?? []}
      showSearch={{ optionFilterProp: 'label' }}
      open={open}
      onOpenChange={setOpen}
      onChange={(next: string[]) => {
        onValues(next);
        // What hangs down would lie on the buttons.
        setOpen(false);
      }}
    />
  );
}

function NumberInput({ condition: { op, values }, type, onValues }: ValueInputProps) {
  const { t } = useTranslation('portfolio');
  const [first] = values;
  const days = KIND[op] === 'days';
  // Money is asked in whole units and kept in minor ones; shares are asked in percent.
  const scale = days ? 1 : type === 'money' ? 100 : type === 'ratio' ? 0.01 : 1;
  return (
    <InputNumber
      autoFocus
      aria-label={t('filter.value')}
      style={{ width: '100%' }}
      suffix={days ? t('filter.days') : type === 'ratio' ? '%' : null}
      value={typeof first === 'number' ? first / scale : null}
      onChange={(value) => onValues(value === null ? [] : [Number(value) * scale])}
    />
  );
}

function setOptions(
  field: string,
  type: FieldType,
  choices: readonly string[] | undefined,
  { people, teams }: Words,
  t: never,
): { value: string; label: string }[] | null {
  const say = t as (key: string) => string;
  if (type === 'person')
    return [
      ...['me', 'nobody'].map((value) => ({ value, label: say(`owner.${value}`) })),
      ...people.map(({ personId, name }) => ({ value: personId, label: name })),
    ];
  if (type === 'team') return teams.map(({ teamId, name }) => ({ value: teamId, label: name }));
  return choices?.map((value) => ({ value, label: choiceName(field, value, t) })) ?? null;
}
