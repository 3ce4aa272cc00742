import { Button, Drawer, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listPeople } from '../../access/contract.ts';
import { Field } from '../../access/web/widgets/Field.tsx';
import form from '../../access/web/widgets/Form.module.css';
import { type FormHandle, useForm } from '../../access/web/widgets/use-form.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { listModels } from '../../health/contract-models.ts';
import { listRules } from '../../warnings/contract-rules.ts';
import { listMetrics } from '../contract.ts';
import {
  defineMetric,
  listOwn,
  metricCoverage,
  metricSources,
  metricValues,
  metricVersionList,
  type OwnVersion,
  tryMetric,
} from '../contract-own.ts';
import { METRIC_UNITS } from '../core/definition.ts';
import { AGGREGATES, type Aggregate, PICK_KINDS } from '../core/own-metric.ts';
import style from './Metrics.module.css';
import { definitionOf, draftOf, type MetricDraft, needsNumber } from './metric-draft.ts';
import type { Metric } from './metric-parts.tsx';
import { SpreadView } from './SpreadView.tsx';

interface MetricFormProps {
  readonly metrics: readonly Metric[];
  /** Null for a new one. */
  readonly version: OwnVersion | null;
  /** The metric that was saved; null where nothing was. */
  readonly onClose: (saved: string | null) => void;
}

type Handle = FormHandle<MetricDraft>;
type Option = { readonly value: string; readonly label: string };

/** Makes a metric without code: what it counts, over how many days, in which unit; tried on real customers before it is saved. */
export function MetricForm({ metrics, version, onClose }: MetricFormProps) {
  const { t } = useTranslation('metrics');
  const refresh = useRefresh(listMetrics, listOwn, metricCoverage, metricValues, metricVersionList, listModels, listRules);
  const [save, trial] = [useChange(defineMetric), useChange(tryMetric)];
  const [tried, setTried] = useState<MetricDraft | null>(null);
  const handle = useForm<MetricDraft>({
    initial: draftOf(version, null),
    check: ({ zh, en, kind, name, eventKind, aggregate, number }) => ({
      zh: zh.trim() === '' && en.trim() === '' ? t('problem.label') : undefined,
      name: kind === 'events' && name.trim() === '' && eventKind === '' ? t('problem.no-pick') : undefined,
      number:
        (kind === 'events' || kind === 'records') && needsNumber(aggregate) && number.trim() === '' ? t('problem.no-number') : undefined,
    }),
    error: save.error ?? trial.error,
    refused: (_field, _code, message) => message,
    onSubmit: (draft) =>
      save.mutate(
        { metric: draft.id, version: version?.version ?? 0, active: true, definition: definitionOf(draft) },
        {
          onSuccess: () => {
            refresh();
            onClose(draft.id);
          },
        },
      ),
  });
  const draft = handle.values;
  const attempt = (): void => {
    save.reset();
    setTried(draft);
    trial.mutate({ metric: draft.id, definition: definitionOf(draft) });
  };
  return (
    <Drawer
      open
      size={600}
      title={version === null ? t('create') : t('editTitle', { name: draft.zh || draft.en })}
      onClose={() => onClose(null)}
    >
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <Names form={handle} isNew={version === null} />
        <Choice
          form={handle}
          name="kind"
          options={(['events', 'records', 'ratio', 'difference'] as const).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <div className={style.formula}>
          {draft.kind === 'events' && <EventFields form={handle} />}
          {draft.kind === 'records' && <RecordFields form={handle} />}
          {(draft.kind === 'ratio' || draft.kind === 'difference') && <PairFields form={handle} metrics={metrics} />}
        </div>
        <Meaning form={handle} />
        {handle.rest !== null && <ErrorState error={handle.rest} />}
        <div className={style.acts}>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <Button loading={trial.isPending} onClick={attempt}>
            {t('try')}
          </Button>
        </div>
      </form>
      {trial.data !== undefined && tried === draft && (
        <section className={style.part} aria-live="polite">
          <h3>{t('tried')}</h3>
          <SpreadView of={trial.data} unit={draft.unit} />
        </section>
      )}
    </Drawer>
  );
}

const HELPED = ['en', 'id', 'name', 'property', 'number', 'windowDays', 'right'] as const;

/** A line beneath a field, where its name does not say enough. */
function helpOf(name: string, t: ReturnType<typeof useTranslation<'metrics'>>['t']): string | undefined {
  const helped = HELPED.find((one) => one === name);
  return helped === undefined ? undefined : t(`help.${helped}`);
}

interface TextProps {
  readonly form: Handle;
  readonly name: 'id' | 'zh' | 'en' | 'name' | 'module' | 'property' | 'propertyValue' | 'whereValue' | 'number';
  readonly disabled?: boolean;
}

function Text({ form: handle, name, disabled = false }: TextProps) {
  const { t } = useTranslation('metrics');
  return (
    <Field form={handle} name={name} label={t(`field.${name}`)} help={helpOf(name, t)}>
      {({ status, ...control }) => (
        <Input
          {...control}
          status={status}
          disabled={disabled}
          maxLength={200}
          value={handle.values[name]}
          onChange={(event) => handle.set(name, event.target.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceProps {
  readonly form: Handle;
  readonly name: keyof MetricDraft & string;
  readonly options: readonly Option[];
  /** A line for nothing chosen, in other words than `any` where given. */
  readonly none?: boolean | string;
  readonly onChoose?: (value: string) => void;
}

function Choice({ form: handle, name, options, none = false, onChoose }: ChoiceProps): ReactNode {
  const { t } = useTranslation('metrics');
  const all = none === false ? options : [{ value: '', label: none === true ? t('any') : none }, ...options];
  return (
    <Field form={handle} name={name} label={t(`field.${name}`)} help={helpOf(name, t)}>
      {({ status, ...control }) => (
        <Select<string>
          {...control}
          status={status}
          showSearch={{ optionFilterProp: 'label' }}
          value={String(handle.values[name] ?? '')}
          options={[...all]}
          onChange={(value) => {
            handle.set(name, value as never);
            onChoose?.(value);
          }}
        />
      )}
    </Field>
  );
}

function Names({ form: handle, isNew }: { readonly form: Handle; readonly isNew: boolean }) {
  return (
    <div className={style.two}>
      <Text form={handle} name="zh" />
      <Text form={handle} name="en" />
      <Text form={handle} name="id" disabled={!isNew} />
    </div>
  );
}

/** Which unit a fixed aggregate has; others are chosen. */
const UNIT_OF: Readonly<Partial<Record<Aggregate, MetricDraft['unit']>>> = { count: 'count', users: 'users', days: 'days', since: 'days' };

function Counting({ form: handle, fields }: { readonly form: Handle; readonly fields: readonly Option[] | null }) {
  const { t } = useTranslation('metrics');
  const { aggregate, kind } = handle.values;
  const offered = AGGREGATES.filter((one) => kind === 'events' || one !== 'users');
  return (
    <>
      <Choice
        form={handle}
        name="aggregate"
        options={offered.map((one) => ({ value: one, label: t(`aggregation.${one}`) }))}
        onChoose={(next) => {
          const unit = UNIT_OF[next as Aggregate];
          if (unit !== undefined) handle.set('unit', unit);
        }}
      />
      {needsNumber(aggregate) &&
        (fields === null ? <Text form={handle} name="number" /> : <Choice form={handle} name="number" options={fields} />)}
      {aggregate !== 'since' && (
        <Field form={handle} name="windowDays" label={t('field.windowDays')} help={t('help.windowDays')}>
          {({ status, ...control }) => (
            <InputNumber<number>
              {...control}
              status={status}
              min={1}
              max={3660}
              precision={0}
              suffix={t('days')}
              value={handle.values.windowDays}
              onChange={(value) => handle.set('windowDays', value ?? 1)}
            />
          )}
        </Field>
      )}
    </>
  );
}

function EventFields({ form: handle }: { readonly form: Handle }) {
  const { t } = useTranslation('metrics');
  const sources = useOperation(metricSources, {});
  const plain = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }));
  const names = sources.data?.events ?? [];
  const { name } = handle.values;
  return (
    <>
      <Choice form={handle} name="name" none options={plain(name === '' || names.includes(name) ? names : [name, ...names])} />
      <Choice form={handle} name="eventKind" none options={PICK_KINDS.map((kind) => ({ value: kind, label: t(`eventKind.${kind}`) }))} />
      <Choice form={handle} name="module" none options={plain(sources.data?.modules ?? [])} />
      <Choice
        form={handle}
        name="client"
        none
        options={(['pc', 'app', 'other'] as const).map((client) => ({ value: client, label: t(`client.${client}`) }))}
      />
      <Text form={handle} name="property" />
      <Text form={handle} name="propertyValue" />
      <Counting form={handle} fields={null} />
    </>
  );
}

function RecordFields({ form: handle }: { readonly form: Handle }) {
  const { t } = useTranslation(['metrics', 'records']);
  const words = useTranslation('records').t;
  const sources = useOperation(metricSources, {});
  const records = sources.data?.records ?? [];
  const fields = records.find(({ record }) => record === handle.values.record)?.fields ?? [];
  const of = (...types: readonly string[]): Option[] =>
    fields
      .filter(({ type }) => types.includes(type))
      .map(({ field }) => ({ value: field, label: t(`records:field.${handle.values.record}.${field}`) }));
  const days = of('day', 'moment');
  const codes = fields.find(({ field }) => field === handle.values.where)?.choices ?? [];
  return (
    <>
      <Choice
        form={handle}
        name="record"
        options={records.map(({ record }) => ({ value: record, label: t(`records:kind.${record}`) }))}
        onChoose={(next) => {
          const first = records.find(({ record }) => record === next)?.fields.find(({ type }) => type === 'day' || type === 'moment');
          handle.set('on', first?.field ?? '');
          handle.set('where', '');
          handle.set('number', '');
        }}
      />
      <Choice form={handle} name="on" options={days} />
      <Choice form={handle} name="where" none options={of('choice', 'choices', 'flag', 'text', 'number')} />
      {codes.length === 0 ? (
        <Text form={handle} name="whereValue" />
      ) : (
        <Choice
          form={handle}
          name="whereValue"
          options={codes.map((code) => ({ value: code, label: choiceWord(handle.values.record, handle.values.where, code, words) }))}
        />
      )}
      <Counting form={handle} fields={of('number', 'money')} />
    </>
  );
}

function PairFields({ form: handle, metrics }: { readonly form: Handle; readonly metrics: readonly Metric[] }) {
  const { i18n } = useTranslation('metrics');
  const options = metrics
    .filter(({ id }) => id !== handle.values.id)
    .map(({ id, label }) => ({ value: id, label: label[i18n.language as Locale] }));
  return (
    <>
      <Choice form={handle} name="left" options={options} />
      <Choice form={handle} name="right" options={options} />
    </>
  );
}

function Meaning({ form: handle }: { readonly form: Handle }) {
  const { t } = useTranslation('metrics');
  const people = useOperation(listPeople, {});
  const owners = people.data?.people.map(({ personId, name }) => ({ value: personId, label: name })) ?? [];
  return (
    <div className={style.two}>
      <Choice
        form={handle}
        name="unit"
        options={METRIC_UNITS.filter((unit) => unit !== 'flag').map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
      />
      <Choice
        form={handle}
        name="direction"
        options={(['up', 'down', 'none'] as const).map((one) => ({ value: one, label: t(`direction.${one}`) }))}
      />
      <Choice
        form={handle}
        name="owner"
        none={t('owner.nobody')}
        options={owners}
        onChoose={(value) => handle.set('owner', value === '' ? null : value)}
      />
    </div>
  );
}
