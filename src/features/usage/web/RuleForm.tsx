import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import { useForm } from '../../access/web/widgets/use-form.ts';
import { CLIENTS, MAPPED_CALLS, type MappingRule } from '../core/mapping.ts';
import { KINDS } from './mapping-words.ts';

interface Values {
  readonly name: string;
  readonly type: string;
  readonly property: string;
  readonly equals: string;
  readonly kind: string;
  readonly module: string;
  readonly client: string;
  readonly seconds: string;
  readonly value: string;
}

const text = (one: string | null | undefined): string => one ?? '';
const orNull = (one: string): string | null => (one.trim() === '' ? null : one.trim());

/** One rule: which events, and what is said of them. */
export function RuleForm({ rule, onDone }: { readonly rule: MappingRule | null; readonly onDone: (rule: MappingRule) => void }) {
  const { t } = useTranslation('usage');
  const fields = useForm<Values>({
    initial: {
      name: text(rule?.name),
      type: text(rule?.type),
      property: text(rule?.where?.property),
      equals: text(rule?.where?.equals),
      kind: text(rule?.kind),
      module: text(rule?.module),
      client: text(rule?.client),
      seconds: text(rule?.seconds),
      value: text(rule?.value),
    },
    check: ({ name, kind, module, client, seconds, value }) => ({
      name: name.trim() === '' ? t('mapping.form.needsName') : undefined,
      kind: [kind, module, client, seconds, value].every((one) => one.trim() === '') ? t('mapping.form.saysNothing') : undefined,
    }),
    onSubmit: (values) =>
      onDone({
        name: values.name.trim(),
        type: MAPPED_CALLS.find((one) => one === values.type) ?? null,
        where: values.property === '' ? null : { property: values.property, equals: values.equals },
        kind: KINDS.find((one) => one === values.kind) ?? null,
        module: orNull(values.module),
        client: CLIENTS.find((one) => one === values.client) ?? null,
        seconds: orNull(values.seconds),
        value: orNull(values.value),
      }),
    refused: (_field, _code, message) => message,
  });
  const input = (name: keyof Values, help?: string) => (
    <Field form={fields} name={name} label={t(`mapping.form.${name}`)} {...(help === undefined ? {} : { help })}>
      {(control) => (
        <Input {...control} value={fields.values[name]} maxLength={200} onChange={(event) => fields.set(name, event.target.value)} />
      )}
    </Field>
  );
  const select = (name: keyof Values, none: string, options: readonly { value: string; label: string }[]) => (
    <Field form={fields} name={name} label={t(`mapping.form.${name}`)}>
      {({ status, ...control }) => (
        <Select
          {...control}
          {...(status === '' ? {} : { status })}
          value={fields.values[name]}
          options={[{ value: '', label: none }, ...options]}
          onChange={(value: string) => fields.set(name, value)}
        />
      )}
    </Field>
  );
  const any = t('mapping.form.any');
  const nothing = t('mapping.form.nothing');
  return (
    <form className={form.form} onSubmit={fields.onSubmit} noValidate>
      {input('name', t('mapping.form.nameHelp'))}
      {select(
        'type',
        any,
        MAPPED_CALLS.map((type) => ({ value: type, label: t(`mapping.type.${type}`) })),
      )}
      <div className={form.pair}>
        {input('property')}
        {input('equals')}
      </div>
      {select(
        'kind',
        nothing,
        KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
      )}
      <div className={form.pair}>
        {input('module')}
        {select(
          'client',
          nothing,
          CLIENTS.map((client) => ({ value: client, label: t(`mapping.client.${client}`) })),
        )}
      </div>
      <div className={form.pair}>
        {input('seconds', t('mapping.form.secondsHelp'))}
        {input('value', t('mapping.form.valueHelp'))}
      </div>
      <div className={form.submitEnd}>
        <Button type="primary" htmlType="submit">
          {t('mapping.form.done')}
        </Button>
      </div>
    </form>
  );
}
