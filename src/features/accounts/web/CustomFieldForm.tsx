import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { CUSTOM_TYPES, type CustomType } from '../../../kernel/custom-field.ts';
import { SHOWN_KINDS } from '../../../web/records/record-kinds.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { type listCustomFields, saveCustomField } from '../contract-custom-fields.ts';

export type CustomFieldAnswer = OutputOf<typeof listCustomFields>['fields'][number];

/** Those to which fields are added most stand first. */
const KINDS = [...new Set(['account', 'contact', 'contract-line', ...Object.keys(SHOWN_KINDS)])];

interface CustomFieldFormProps {
  /** Null: a new one. */
  readonly field: CustomFieldAnswer | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Values {
  readonly kind: string;
  readonly label: string;
  readonly key: string;
  readonly type: CustomType;
  readonly choices: readonly string[];
}

/** A field that the workspace adds: on what, how it is called, what it holds. */
export function CustomFieldForm({ field, onDone, onClose }: CustomFieldFormProps) {
  const { t } = useTranslation('records');
  const save = useChange(saveCustomField);
  const handle = useForm<Values>({
    initial: {
      kind: field?.kind ?? 'account',
      label: field?.label ?? '',
      key: field?.key ?? '',
      type: field?.type ?? 'text',
      choices: field?.choices ?? [],
    },
    check: ({ label, key, type, choices }) => ({
      label: label.trim() === '' ? t('fields.problem.empty') : undefined,
      key: /[./]/.test(key) || key.length > 80 || (key.trim() === '' && /[./]/.test(label)) ? t('fields.problem.key') : undefined,
      choices: type === 'choice' && choices.length === 0 ? t('fields.problem.choices') : undefined,
    }),
    error: save.error,
    refused: (_name, code, message) => (code === 'conflict' ? t('fields.problem.doesNotFit', { message }) : message),
    onSubmit: ({ kind, label, key, type, choices }) =>
      save.mutate(
        {
          kind,
          key: key.trim() === '' ? label.trim() : key.trim(),
          label: label.trim(),
          type,
          choices: type === 'choice' ? [...choices] : [],
        },
        { onSuccess: onDone },
      ),
  });
  const { values } = handle;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <Field form={handle} name="label" label={t('fields.form.label')} help={t('fields.form.labelHelp')}>
        {({ status, ...control }) => (
          <Input
            {...control}
            status={status}
            maxLength={80}
            autoComplete="off"
            value={values.label}
            onChange={(event) => handle.set('label', event.target.value)}
          />
        )}
      </Field>
      {field === null && (
        <>
          <Field form={handle} name="kind" label={t('fields.form.kind')}>
            {({ status, ...control }) => (
              <Select
                {...control}
                status={status}
                aria-label={t('fields.form.kind')}
                value={values.kind}
                options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                onChange={(kind: string) => handle.set('kind', kind)}
              />
            )}
          </Field>
          <Field form={handle} name="key" label={t('fields.form.key')} help={t('fields.form.keyHelp')}>
            {({ status, ...control }) => (
              <Input
                {...control}
                status={status}
                autoComplete="off"
                value={values.key}
                onChange={(event) => handle.set('key', event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      <Field form={handle} name="type" label={t('fields.form.type')} help={field === null ? '' : t('fields.form.typeHelp')} group>
        {(control) => (
          <Segmented
            id={control.id}
            value={values.type}
            options={CUSTOM_TYPES.map((type) => ({ value: type, label: t(`fields.type.${type}`) }))}
            onChange={(type: CustomType) => handle.set('type', type)}
          />
        )}
      </Field>
      {values.type === 'choice' && (
        <Field form={handle} name="choices" label={t('fields.form.choices')} help={t('fields.form.choicesHelp')}>
          {({ status, ...control }) => (
            <Select
              {...control}
              status={status}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={['\n', '，', ',', '、']}
              aria-label={t('fields.form.choices')}
              value={[...values.choices]}
              onChange={(choices: string[]) => handle.set('choices', [...new Set(choices.map((one) => one.trim()).filter(Boolean))])}
            />
          )}
        </Field>
      )}
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={form.submitEnd}>
        <Button onClick={onClose}>{t('fields.form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('fields.form.save')}
        </Button>
      </div>
    </form>
  );
}
