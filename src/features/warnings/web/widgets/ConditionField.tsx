import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../../web/format.ts';
import { useOperation } from '../../../../web/use-operation.ts';
import { listMetrics } from '../../../metrics/contract.ts';
import { METRICS } from '../../../metrics/core/registry.ts';
import style from '../Rules.module.css';
import { type ConditionRow, OPERATORS, type Operator, rowsOf, textOf } from './condition-rows.ts';

interface ConditionFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur: () => void;
}

/** When the rule warns: lines that all must hold, or an expression that says more. */
export function ConditionField({ id, value, onChange, onBlur }: ConditionFieldProps) {
  const { t } = useTranslation('warnings');
  const rows = rowsOf(value);
  const [asText, setAsText] = useState(rows === null);
  if (asText || rows === null)
    return (
      <div>
        <Input.TextArea
          id={id}
          rows={3}
          value={value}
          spellCheck={false}
          className={style.code ?? ''}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
        />
        <p className={style.hint}>
          {t('rule.condition.asText')}
          {rows !== null && (
            <Button type="link" size="small" onClick={() => setAsText(false)}>
              {t('rule.condition.lines')}
            </Button>
          )}
        </p>
      </div>
    );
  const put = (index: number, row: ConditionRow): void => onChange(textOf(rows.map((one, at) => (at === index ? row : one))));
  return (
    <div id={id}>
      {rows.map((row, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place.
          key={index}
          row={row}
          onChange={(next) => put(index, next)}
          onRemove={rows.length === 1 ? null : () => onChange(textOf(rows.filter((_, at) => at !== index)))}
        />
      ))}
      <p className={style.hint}>
        <Button type="link" size="small" onClick={() => onChange(textOf([...rows, { metric: 'issues-open', operator: '>=', value: 1 }]))}>
          {t('rule.condition.add')}
        </Button>
        <Button type="link" size="small" onClick={() => setAsText(true)}>
          {t('rule.condition.text')}
        </Button>
      </p>
    </div>
  );
}

function Row({
  row,
  onChange,
  onRemove,
}: {
  readonly row: ConditionRow;
  readonly onChange: (row: ConditionRow) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t, i18n } = useTranslation('warnings');
  const locale = i18n.language as Locale;
  const metrics = useOperation(listMetrics, {}).data?.metrics ?? METRICS;
  const scaleOf = (id: string) => unitOf(id, metrics);
  const { scale, unit } = scaleOf(row.metric);
  return (
    <div className={style.row}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={row.metric}
        aria-label={t('rule.condition.metric')}
        options={metrics.map(({ id, label }) => ({ value: id, label: label[locale] }))}
        onChange={(metric: string) => onChange({ ...row, metric, value: (row.value * scale) / scaleOf(metric).scale })}
      />
      <Select
        value={row.operator}
        aria-label={t('rule.condition.operator')}
        options={OPERATORS.map((operator) => ({ value: operator, label: t(`rule.operator.${operator}`) }))}
        onChange={(operator: Operator) => onChange({ ...row, operator })}
      />
      <InputNumber
        value={Number((row.value * scale).toPrecision(12))}
        aria-label={t('rule.condition.value')}
        suffix={unit}
        onChange={(value) => onChange({ ...row, value: Number(((value ?? 0) / scale).toPrecision(12)) })}
      />
      {onRemove !== null && (
        <Button type="text" size="small" aria-label={t('rule.condition.remove')} onClick={onRemove}>
          ×
        </Button>
      )}
    </div>
  );
}

/** How people write a number of a metric: shares in per cent, money in whole units. */
export function unitOf(
  metric: string,
  metrics: readonly { readonly id: string; readonly unit: string }[] = METRICS,
): { readonly scale: number; readonly unit: string } {
  const unit = metrics.find(({ id }) => id === metric)?.unit;
  if (unit === 'ratio') return { scale: 100, unit: '%' };
  return unit === 'money' ? { scale: 0.01, unit: '' } : { scale: 1, unit: '' };
}
