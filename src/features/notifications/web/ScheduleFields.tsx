import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../access/web/widgets/Field.tsx';
import type { FormHandle } from '../../access/web/widgets/use-form.ts';
import { type Schedule, scheduleProblem } from '../core/schedule.ts';
import style from './Notices.module.css';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NEVER = -1;

/** The fields by which a form holds a schedule. */
export interface ScheduleValues {
  readonly digestHour: number | null;
  readonly quiet: Schedule['quiet'];
  readonly restDays: Schedule['restDays'];
}

/** What is wrong with a schedule, in the reader's words, by field. */
export function useScheduleProblems(): (values: ScheduleValues) => {
  readonly digestHour: string | undefined;
  readonly quiet: string | undefined;
} {
  const { t } = useTranslation('notifications');
  return (values) => {
    const problem = scheduleProblem(values);
    return {
      digestHour: problem === 'digestHour' ? t('schedule.problem.digestHour') : undefined,
      quiet: problem === 'quiet' ? t('schedule.problem.quiet') : undefined,
    };
  };
}

interface ScheduleFieldsProps<Values extends ScheduleValues> {
  readonly form: FormHandle<Values>;
  /** Whether there may be no digest at all. */
  readonly optionalDigest: boolean;
  /** False: there is none at present, so its hour is not asked for. */
  readonly hasDigest: boolean;
}

/** When somebody is written to: the hour of the digest, quiet hours, days off. */
export function ScheduleFields<Values extends ScheduleValues>({ form, optionalDigest, hasDigest }: ScheduleFieldsProps<Values>) {
  const { t } = useTranslation('notifications');
  // The three fields are of any form that holds a schedule.
  const handle = form as unknown as FormHandle<ScheduleValues>;
  const { digestHour, quiet, restDays } = handle.values;
  const hours = HOURS.map((hour) => ({ value: hour, label: t('schedule.hour', { hour }) }));
  return (
    <>
      {hasDigest && (
        <Field form={handle} name="digestHour" label={t('schedule.digestHour')} help={t('schedule.digestHourHelp')}>
          {({ status, ...control }) => (
            <Select
              {...control}
              className={`${style.hour}`}
              status={status}
              value={digestHour ?? NEVER}
              options={optionalDigest ? [{ value: NEVER, label: t('schedule.noDigest') }, ...hours] : hours}
              popupMatchSelectWidth={false}
              onChange={(hour: number) => handle.set('digestHour', hour === NEVER ? null : hour)}
            />
          )}
        </Field>
      )}
      <Field form={handle} name="quiet" label={t('schedule.quiet')} help={t('schedule.quietHelp')} group>
        {({ id, status }) => (
          <div id={id} className={style.pair}>
            <Select
              className={`${style.hour}`}
              status={status}
              aria-label={t('schedule.quietFrom')}
              value={quiet?.from ?? NEVER}
              options={[{ value: NEVER, label: t('schedule.quietOff') }, ...hours]}
              popupMatchSelectWidth={false}
              onChange={(from: number) => handle.set('quiet', from === NEVER ? null : { from, to: quiet?.to ?? 8 })}
            />
            {quiet !== null && (
              <>
                <span>{t('schedule.to')}</span>
                <Select
                  className={`${style.hour}`}
                  status={status}
                  aria-label={t('schedule.quietTo')}
                  value={quiet.to}
                  options={hours.map(({ value, label }) => ({
                    value,
                    label: value < quiet.from ? t('schedule.nextDay', { hour: value }) : label,
                  }))}
                  popupMatchSelectWidth={false}
                  onChange={(to: number) => handle.set('quiet', { ...quiet, to })}
                />
              </>
            )}
          </div>
        )}
      </Field>
      <Field form={handle} name="restDays" label={t('schedule.restDays')} help={t('schedule.restDaysHelp')} group>
        {({ id }) => (
          <div id={id}>
            <Segmented
              aria-label={t('schedule.restDays')}
              value={restDays}
              options={(['critical', 'all', 'none'] as const).map((value) => ({ value, label: t(`schedule.rest.${value}`) }))}
              onChange={(value) => handle.set('restDays', value)}
            />
          </div>
        )}
      </Field>
    </>
  );
}
