import { Button, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { addDays, type Day, isDay } from '../../../../kernel/time.ts';
import { DayInput } from '../../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { focusFirst } from '../../../../web/ui/focus-first.ts';
import { HealthShape } from '../../../../web/ui/HealthShape.tsx';
import { useChange } from '../../../../web/use-operation.ts';
import { Field } from '../../../access/web/widgets/Field.tsx';
import form from '../../../access/web/widgets/Form.module.css';
import { useForm } from '../../../access/web/widgets/use-form.ts';
import { useRefresh } from '../../../access/web/widgets/use-refresh.ts';
import { explain, listOverrides, overrideHealth } from '../../contract.ts';

interface OverrideDialogProps {
  readonly externalId: string;
  readonly today: Day;
  readonly onClose: () => void;
}

type Band = 'healthy' | 'watch' | 'danger';
const BANDS: readonly Band[] = ['healthy', 'watch', 'danger'];
/** Proposed: two weeks are long enough to learn more. */
const USUAL_DAYS = 14;

/** 改判: what the band is, why, and until when. It ends by itself. */
export function OverrideDialog({ externalId, today, onClose }: OverrideDialogProps) {
  const { t } = useTranslation('health');
  const refresh = useRefresh(explain, listOverrides);
  const change = useChange(overrideHealth);
  const handle = useForm<{ band: Band | ''; reason: string; until: string }>({
    initial: { band: '', reason: '', until: addDays(today, USUAL_DAYS) },
    check: ({ band, reason, until }) => ({
      band: band === '' ? t('override.chooseBand') : undefined,
      reason: reason.trim() === '' ? t('override.sayWhy') : undefined,
      until: !isDay(until) || until < today ? t('override.sayUntil') : undefined,
    }),
    error: change.error,
    refused: (_field, _code, message) => t('refused', { message }),
    onSubmit: ({ band, reason, until }) => {
      if (band === '' || !isDay(until)) return;
      change.mutate(
        { externalId, band, reason, until },
        {
          onSuccess: () => {
            refresh();
            onClose();
          },
        },
      );
    },
  });
  return (
    <Modal open title={t('override.title')} footer={null} width={460} afterOpenChange={focusFirst} onCancel={onClose}>
      <form className={form.form} onSubmit={handle.onSubmit} noValidate>
        <Field form={handle} name="band" label={t('override.band')} group>
          {(control) => (
            <Radio.Group id={control.id} value={handle.values.band} onChange={(event) => handle.set('band', event.target.value as Band)}>
              {BANDS.map((band) => (
                <Radio key={band} value={band}>
                  <HealthShape health={band} /> {t(`units:health.${band}`)}
                </Radio>
              ))}
            </Radio.Group>
          )}
        </Field>
        <Field form={handle} name="reason" label={t('override.reason')} help={t('override.reasonHelp')}>
          {({ status, ...control }) => (
            <Input.TextArea
              {...control}
              status={status}
              rows={3}
              maxLength={1000}
              value={handle.values.reason}
              onChange={(event) => handle.set('reason', event.target.value)}
            />
          )}
        </Field>
        <Field form={handle} name="until" label={t('override.until')} help={t('override.untilHelp')}>
          {({ status, ...control }) => (
            <DayInput {...control} status={status} min={today} value={handle.values.until} onChange={(day) => handle.set('until', day)} />
          )}
        </Field>
        {handle.rest !== null && <ErrorState error={handle.rest} />}
        <div className={form.submitEnd}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('override.do')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
