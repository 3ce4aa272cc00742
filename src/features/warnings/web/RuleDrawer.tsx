import { Button, Drawer, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { metricName } from '../../../web/metric-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import { useChange } from '../../../web/use-operation.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import { type FormHandle, useForm } from '../../access/web/widgets/use-form.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listWarnings, ruleTally, SEVERITIES } from '../contract.ts';
import { listRules, type RuleDefinition, type SaidRule, saveRule, tryRule } from '../contract-rules.ts';
import { ruleById } from '../core/registry.ts';
import style from './Rules.module.css';
import type { OwnDefinition } from './rule-draft.ts';
import { ConditionField, unitOf } from './widgets/ConditionField.tsx';

interface RuleDrawerProps {
  readonly rule: SaidRule;
  readonly onClose: () => void;
}

/** Says how a rule judges, after a trial on all customers. */
export function RuleDrawer({ rule, onClose }: RuleDrawerProps) {
  const { t, i18n } = useTranslation('warnings');
  const title = rule.definition.kind === 'own' ? rule.definition.title : ruleById(rule.rule)?.meta.title[i18n.language as Locale];
  return (
    <Drawer open size={520} title={title === '' ? t('rules.new') : title} destroyOnHidden onClose={onClose}>
      <RuleForm rule={rule} onClose={onClose} />
    </Drawer>
  );
}

/** Both kinds of rule in one form: what the other kind has stays as it is and is not sent. */
type Values = Omit<OwnDefinition, 'kind'> & { readonly fireAt: number; readonly clearAt: number; readonly active: boolean };
type Form = FormHandle<Values>;

const NO_OWN = { title: '-', act: '-', condition: '-', direction: 'down', dueInWorkingDays: 1 } as const;

function valuesOf({ definition: { kind: _, ...definition }, active }: SaidRule): Values {
  return { ...NO_OWN, fireAt: 0, clearAt: 0, ...definition, active };
}

function definitionOf(
  { fireAt, clearAt, clearDays, coolDownDays, severity, active: _, ...own }: Values,
  kind: 'ours' | 'own',
): RuleDefinition {
  const both = { clearDays, coolDownDays, severity };
  return kind === 'ours' ? { kind, fireAt, clearAt, ...both } : { kind, ...own, ...both };
}

function RuleForm({ rule, onClose }: RuleDrawerProps) {
  const { t } = useTranslation('warnings');
  const refresh = useRefresh(listRules, ruleTally, listWarnings);
  const [save, trial] = [useChange(saveRule), useChange(tryRule)];
  const { kind } = rule.definition;
  const handle = useForm<Values>({
    initial: valuesOf(rule),
    check: ({ title, act, condition }) => ({
      title: title.trim() === '' ? t('rule.missing') : undefined,
      act: act.trim() === '' ? t('rule.missing') : undefined,
      condition: condition.trim() === '' ? t('rule.missing') : undefined,
    }),
    error: save.error ?? trial.error,
    refused: (_field, _code, message) => message,
    onSubmit: (values) =>
      save.mutate(
        { rule: rule.rule, version: rule.version, active: values.active, definition: definitionOf(values, kind) },
        {
          onSuccess: () => {
            refresh();
            onClose();
          },
        },
      ),
  });
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      {kind === 'own' ? <OwnFields form={handle} /> : <LineFields form={handle} metric={rule.metric ?? ''} />}
      <div className={style.pair}>
        <NumberField form={handle} name="clearDays" help={t('rule.clearDaysHelp')} min={1} suffix={t('rule.days')} />
        <NumberField form={handle} name="coolDownDays" help={t('rule.coolDownDaysHelp')} min={0} suffix={t('rule.days')} />
        <Field form={handle} name="severity" label={t('rule.severity')}>
          {({ status, ...control }) => (
            <Select
              {...control}
              status={status}
              value={handle.values.severity}
              options={SEVERITIES.map((value) => ({ value, label: t(`units:severity.${value}`) }))}
              onChange={(value) => handle.set('severity', value)}
            />
          )}
        </Field>
        <Field form={handle} name="active" label={t('rule.active')}>
          {({ status: _, ...control }) => (
            <span className={style.active}>
              <Switch id={control.id} checked={handle.values.active} onChange={(on) => handle.set('active', on)} />
              {t(handle.values.active ? 'rule.on' : 'rule.off')}
            </span>
          )}
        </Field>
      </div>
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      <div className={style.foot}>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('rule.save')}
        </Button>
        <Button
          loading={trial.isPending}
          onClick={() => {
            save.reset();
            trial.mutate({ rule: rule.rule, definition: definitionOf(handle.values, kind) });
          }}
        >
          {t('rule.try')}
        </Button>
      </div>
      {trial.data !== undefined && <Trial found={trial.data} />}
    </form>
  );
}

function LineFields({ form: handle, metric }: { readonly form: Form; readonly metric: string }) {
  const { t, i18n } = useTranslation('warnings');
  const { scale, unit } = unitOf(metric);
  const line = (name: 'fireAt' | 'clearAt') => (
    <Field
      form={handle}
      name={name}
      label={t(`rule.${name}`)}
      help={t(`rule.${name}Help`, { metric: metricName(metric, i18n.language as Locale) })}
    >
      {({ status, ...control }) => (
        <InputNumber<number>
          {...control}
          status={status}
          suffix={unit}
          value={Number((handle.values[name] * scale).toPrecision(12))}
          onChange={(value) => handle.set(name, Number(((value ?? 0) / scale).toPrecision(12)))}
        />
      )}
    </Field>
  );
  return (
    <div className={style.pair}>
      {line('fireAt')}
      {line('clearAt')}
    </div>
  );
}

function OwnFields({ form: handle }: { readonly form: Form }) {
  const { t } = useTranslation('warnings');
  const text = (name: 'title' | 'act') => (
    <Field form={handle} name={name} label={t(`rule.${name}`)} help={t(`rule.${name}Help`)}>
      {({ status, ...control }) => (
        <Input
          {...control}
          status={status}
          maxLength={80}
          value={handle.values[name]}
          onChange={(event) => handle.set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <>
      {text('title')}
      <Field form={handle} name="condition" label={t('rule.condition.label')} help={t('rule.condition.help')}>
        {({ id, onBlur }) => (
          <ConditionField
            id={id}
            value={handle.values.condition}
            onChange={(condition) => handle.set('condition', condition)}
            onBlur={onBlur}
          />
        )}
      </Field>
      {text('act')}
      <div className={style.pair}>
        <NumberField form={handle} name="dueInWorkingDays" help={t('rule.dueInWorkingDaysHelp')} min={0} suffix={t('rule.days')} />
        <Field form={handle} name="direction" label={t('rule.direction')}>
          {({ status, ...control }) => (
            <Select
              {...control}
              status={status}
              value={handle.values.direction}
              options={(['down', 'up'] as const).map((value) => ({ value, label: t(`rule.directions.${value}`) }))}
              onChange={(value) => handle.set('direction', value)}
            />
          )}
        </Field>
      </div>
    </>
  );
}

interface NumberFieldProps {
  readonly form: Form;
  readonly name: 'clearDays' | 'coolDownDays' | 'dueInWorkingDays';
  readonly help: string;
  readonly min: number;
  readonly suffix: string;
}

function NumberField({ form: handle, name, help, min, suffix }: NumberFieldProps) {
  const { t } = useTranslation('warnings');
  return (
    <Field form={handle} name={name} label={t(`rule.${name}`)} help={help}>
      {({ status, ...control }) => (
        <InputNumber<number>
          {...control}
          status={status}
          min={min}
          precision={0}
          suffix={suffix}
          value={handle.values[name]}
          onChange={(value) => handle.set(name, value ?? min)}
        />
      )}
    </Field>
  );
}

type Found = NonNullable<ReturnType<typeof useChange<typeof tryRule>>['data']>;

function Trial({ found }: { readonly found: Found }) {
  const { t } = useTranslation('warnings');
  const words = useMetricWords(found.samples.map(({ metric }) => metric));
  return (
    <section className={style.trial} aria-live="polite">
      <p>{t('rule.tried', { customers: found.customers, warned: found.warned, opened: found.opened })}</p>
      {found.unknown > 0 && <p className={style.hint}>{t('rule.unknown', { count: found.unknown })}</p>}
      <ul>
        {found.samples.map(({ externalId, name, metric, value }) => (
          <li key={externalId}>
            {name}
            {value !== null && ` ${words.name(metric)} ${words.text(metric, value)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
