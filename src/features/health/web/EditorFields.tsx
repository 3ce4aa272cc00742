import { Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import type { ModelProblem } from '../core/model-problems.ts';
import own from './Models.module.css';
import type { Answer } from './model-draft.ts';

/** What is wrong at a place of the model, in the reader's words. */
export function ProblemLine({ of, path }: { readonly of: readonly ModelProblem[]; readonly path: string }) {
  const { t } = useTranslation('health');
  return (
    <>
      {of
        .filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
        .filter((problem) => path !== 'measures' || problem.path === 'measures')
        .map((problem) => (
          <p key={`${problem.path} ${problem.code}`} className={own.problem} role="alert">
            {t(`problem.${problem.code}`, { value: problem.value })}
          </p>
        ))}
    </>
  );
}

interface NumberInputProps {
  readonly value: number;
  readonly label: string;
  /** Shown and typed in per cent; kept as the fraction. */
  readonly percent?: boolean;
  readonly id?: string;
  readonly onChange: (value: number) => void;
}

/** A number as typed. What is no number becomes one that the checks of the model name, and never a silent zero. */
export function NumberInput({ value, label, percent = false, id, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = Number.isNaN(value) ? '' : String(percent ? Math.round(value * 1e6) / 1e4 : value);
  return (
    <Input
      {...(id === undefined ? { 'aria-label': label } : { id })}
      className={own.small ?? ''}
      inputMode="decimal"
      suffix={percent ? '%' : undefined}
      value={typed ?? shown}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        const number = text.trim() === '' ? Number.NaN : Number(text.trim().replace('%', ''));
        onChange(percent ? Math.round(number * 1e4) / 1e6 : number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** The same with its label above. */
export function NumberField(props: Omit<NumberInputProps, 'id'>) {
  const id = useId();
  return (
    <div>
      <label className={own.label} htmlFor={id}>
        {props.label}
      </label>
      <NumberInput {...props} id={id} />
    </div>
  );
}

interface MetricSelectProps {
  readonly all: Answer;
  readonly value: string;
  readonly label: string;
  readonly onChange: (metric: string) => void;
}

/** The metrics there are, by name; one that has gone is named by its id. */
export function MetricSelect({ all, value, label, onChange }: MetricSelectProps) {
  const { i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  return (
    <Select
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      value={value}
      onChange={onChange}
      popupMatchSelectWidth={false}
      options={all.metrics.map((metric) => ({ value: metric.id, label: metric.label[locale] }))}
    />
  );
}

/** Whether values of a metric are written in per cent. */
export function isShare({ metrics }: Answer, metric: string): boolean {
  return metrics.find(({ id }) => id === metric)?.unit === 'ratio';
}
