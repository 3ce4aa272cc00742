import { Button, Input, Modal, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Day, isDay } from '../../../../kernel/time.ts';
import type { Locale } from '../../../../web/format.ts';
import { DayInput } from '../../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../../web/ui/focus-first.ts';
import { useChange } from '../../../../web/use-operation.ts';
import { Field } from '../../../access/web/widgets/Field.tsx';
import form from '../../../access/web/widgets/Form.module.css';
import { useForm } from '../../../access/web/widgets/use-form.ts';
import { useRefresh } from '../../../access/web/widgets/use-refresh.ts';
import { listSaid, say } from '../../../metrics/contract.ts';
import { SAID_METRICS } from '../../../metrics/core/said-metrics.ts';
import { explain } from '../../contract.ts';

interface SayDialogProps {
  readonly externalId: string;
  readonly today: Day;
  readonly onClose: () => void;
}

/** 填报: a value that no system measures, from when until when it stands, and why. */
export function SayDialog({ externalId, today, onClose }: SayDialogProps) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const refresh = useRefresh(explain, listSaid);
  const change = useChange(say);
  const handle = useForm<{ metric: string; value: string; from: string; until: string; note: string }>({
    initial: { metric: SAID_METRICS[0]?.id ?? '', value: '', from: today, until: '', note: '' },
    check: ({ metric, value, from, until, note }) => ({
      value: valueProblem(metric, value, t),
      from: isDay(from) ? undefined : t('say.sayDay'),
      until: until === '' || (isDay(until) && until >= from) ? undefined : t('say.sayUntil'),
      note: note.trim() === '' ? t('override.sayWhy') : undefined,
    }),
    error: change.error,
    refused: (_field, _code, message) => t('refused', { message }),
    onSubmit: ({ metric, value, from, until, note }) => {
      if (!isDay(from)) return;
      change.mutate(
        { externalId, metric, value: numberOf(metric, value), from, until: isDay(until) ? until : null, note },
        {
          onSuccess: () => {
            refresh();
            onClose();
          },
        },
      );
    },
  });
  const chosen = SAID_METRICS.find(({ id }) => id === handle.values.metric);
  const percent = chosen?.unit === 'ratio';
  return (
    <Modal open title={t('say.title')} footer={null} width={460} afterOpenChange={focusFirst} onCancel={onClose}>
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <Field form={handle} name="metric" label={t('say.metric')} help={chosen?.definition[locale]}>
          {({ status, ...control }) => (
            <Select
              {...control}
              status={status}
              value={handle.values.metric}
              onChange={(value) => handle.set('metric', value)}
              options={SAID_METRICS.map(({ id, label }) => ({ value: id, label: label[locale] }))}
            />
          )}
        </Field>
        <Field
          form={handle}
          name="value"
          label={t('say.value')}
          help={
            chosen === undefined
              ? undefined
              : t(`say.range.${chosen.unit}`, { least: shown(chosen.least, percent), most: shown(chosen.most, percent) })
          }
        >
          {({ status, ...control }) => (
            <Input
              {...control}
              status={status}
              inputMode="decimal"
              style={{ width: 160 }}
              suffix={percent ? '%' : undefined}
              value={handle.values.value}
              onChange={(event) => handle.set('value', event.target.value)}
            />
          )}
        </Field>
        {(['from', 'until'] as const).map((end) => (
          <Field key={end} form={handle} name={end} label={t(`say.${end}`)} help={end === 'until' ? t('say.untilHelp') : undefined}>
            {({ status, ...control }) => (
              <DayInput {...control} status={status} value={handle.values[end]} onChange={(day) => handle.set(end, day)} />
            )}
          </Field>
        ))}
        <Field form={handle} name="note" label={t('say.note')} help={t('say.noteHelp')}>
          {({ status, ...control }) => (
            <Input.TextArea
              {...control}
              status={status}
              rows={2}
              maxLength={1000}
              value={handle.values.note}
              onChange={(event) => handle.set('note', event.target.value)}
            />
          )}
        </Field>
        {handle.rest !== null && <ErrorState error={handle.rest} />}
        <div className={form.submitEnd}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('say.do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** People write shares in per cent; what is kept is the fraction. */
function numberOf(metric: string, text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text.trim().replace('%', ''));
  return SAID_METRICS.find(({ id }) => id === metric)?.unit === 'ratio' ? Math.round(number * 1e6) / 1e8 : number;
}

function valueProblem(metric: string, text: string, t: TFunction<'health'>): string | undefined {
  const definition = SAID_METRICS.find(({ id }) => id === metric);
  const value = numberOf(metric, text);
  if (definition === undefined || Number.isNaN(value)) return t('say.sayValue');
  const { least, most, unit } = definition;
  const percent = unit === 'ratio';
  if (value < least || value > most || (unit === 'flag' && !Number.isInteger(value)))
    return t('say.outside', { least: shown(least, percent), most: shown(most, percent) });
  return undefined;
}

function shown(value: number, percent: boolean): string {
  return percent ? `${value * 100}%` : String(value);
}
