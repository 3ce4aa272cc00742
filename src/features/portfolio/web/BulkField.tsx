import { Button, Input, Popover, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOM } from '../core/fields.ts';
import type { Words } from './card-words.ts';
import style from './Portfolio.module.css';

interface BulkFieldProps {
  readonly words: Words;
  readonly count: number;
  readonly busy: boolean;
  readonly onChange: (field: string, to: string | null) => void;
}

/** Gives all chosen customers one value of a field that the workspace added. */
export function BulkField({ words: { custom }, count, busy, onChange }: BulkFieldProps) {
  const { t } = useTranslation('portfolio');
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const field = custom.find((one) => one.key === key);
  if (custom.length === 0) return null;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (field === undefined) return;
    setOpen(false);
    setKey(null);
    setValue('');
    onChange(`${CUSTOM}${field.key}`, value.trim() === '' ? null : value.trim());
  };
  const form = (
    <form className={style.editor} onSubmit={apply} aria-label={t('bulk.custom')}>
      <Select
        autoFocus
        aria-label={t('bulk.which')}
        placeholder={t('bulk.which')}
        showSearch={{ optionFilterProp: 'label' }}
        value={key}
        options={custom.map((one) => ({ value: one.key, label: one.label }))}
        onChange={(next: string) => {
          setKey(next);
          setValue('');
        }}
      />
      {field !== undefined && <FieldValue field={field} value={value} onValue={setValue} />}
      <div className={style.editorActs}>
        <Button type="text" onClick={() => setOpen(false)}>
          {t('bulk.leave')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={field === undefined}>
          {t(value.trim() === '' ? 'bulk.empty' : 'bulk.apply', { count })}
        </Button>
      </div>
    </form>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="top" destroyOnHidden content={form}>
      <Button size="small" disabled={busy}>
        {t('bulk.custom')}
      </Button>
    </Popover>
  );
}

interface FieldValueProps {
  readonly field: Words['custom'][number];
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function FieldValue({ field, value, onValue }: FieldValueProps) {
  const { t } = useTranslation('portfolio');
  const options =
    field.type === 'flag'
      ? [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]
      : field.type === 'choice'
        ? field.choices.map((choice) => ({ value: choice, label: choice }))
        : null;
  if (options !== null)
    return (
      <Select
        allowClear
        aria-label={field.label}
        placeholder={t('none')}
        value={value === '' ? null : value}
        options={options}
        onChange={(next: string | undefined) => onValue(next ?? '')}
      />
    );
  const type = field.type === 'day' ? 'date' : field.type === 'number' ? 'number' : 'text';
  return (
    <Input
      type={type}
      step="any"
      aria-label={field.label}
      placeholder={t('none')}
      maxLength={2000}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
