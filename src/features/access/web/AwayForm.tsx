import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../contract/access.ts';
import { type Day, dayOf, type Instant, isDay } from '../../../kernel/time.ts';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../web/use-operation.ts';
import { listPeople } from '../contract.ts';
import { endAway, setAway } from '../contract-away.ts';
import { formWords } from './form-words.ts';
import type { Person } from './people-view.ts';
import { Field } from './widgets/Field.tsx';
import form from './widgets/Form.module.css';
import { type FormHandle, useForm } from './widgets/use-form.ts';
import { useMembership } from './widgets/use-membership.ts';
import { useRefresh } from './widgets/use-refresh.ts';

interface AwayValues {
  readonly from: string;
  readonly until: string;
  readonly standInId: string | null;
}

interface AwayFormProps {
  readonly person: Person;
  readonly onDone: () => void;
  /** Where there is a way out without a change. */
  readonly onClose?: () => void;
}

/** From when until when somebody is away, and who takes their new work meanwhile. */
export function AwayForm({ person, onDone, onClose }: AwayFormProps) {
  const { t } = useTranslation('access');
  const words = formWords(t);
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const today = dayOf(Date.now() as Instant, zone);
  const refresh = useRefresh(listPeople);
  const change = useChange(setAway);
  const back = useChange(endAway);
  const done = (): void => {
    refresh();
    onDone();
  };
  const { away, personId } = person;
  const handle = useForm<AwayValues>({
    initial: { from: away?.from ?? today, until: away?.until ?? '', standInId: away?.standIn?.personId ?? null },
    check: ({ from, until }) => ({
      from: isDay(from) ? undefined : t('problem.empty'),
      until: !isDay(until) ? t('problem.empty') : until < from ? t('away.reversed') : until < today ? t('away.over') : undefined,
    }),
    error: change.error,
    refused: words.refused,
    onSubmit: ({ from, until, standInId }) =>
      change.mutate({ personId, from: from as Day, until: until as Day, standInId }, { onSuccess: done }),
  });
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <div className={form.pair}>
        <DayField form={handle} name="from" />
        <DayField form={handle} name="until" />
      </div>
      <StandInField form={handle} personId={personId} />
      {handle.rest !== null && <ErrorState error={handle.rest} />}
      {back.isError && <ErrorState error={back.error} />}
      <div className={onClose === undefined ? form.submit : form.submitEnd}>
        {onClose !== undefined && <Button onClick={onClose}>{t('cancel')}</Button>}
        {away !== null && (
          <Button loading={back.isPending} onClick={() => back.mutate({ personId }, { onSuccess: done })}>
            {t(away.from > today ? 'away.not' : 'away.back')}
          </Button>
        )}
        <Button type={onClose === undefined ? 'default' : 'primary'} htmlType="submit" loading={change.isPending}>
          {t(away === null ? 'away.say' : 'save')}
        </Button>
      </div>
    </form>
  );
}

function DayField({ form: handle, name }: { readonly form: FormHandle<AwayValues>; readonly name: 'from' | 'until' }) {
  const { t } = useTranslation('access');
  return (
    <Field form={handle} name={name} label={t(`away.${name}`)}>
      {({ status, ...control }) => (
        <DayInput {...control} status={status} value={handle.values[name]} onChange={(day) => handle.set(name, day)} />
      )}
    </Field>
  );
}

function StandInField({ form: handle, personId }: { readonly form: FormHandle<AwayValues>; readonly personId: string }) {
  const { t } = useTranslation('access');
  const people = useOperation(listPeople, {});
  const works = new Set<string>(CUSTOMER_WORK);
  const { from, until, standInId } = handle.values;
  const colleagues = (people.data?.people ?? []).filter(
    (one) => one.active && one.personId !== personId && one.functions.some((name) => works.has(name)),
  );
  const away = colleagues.find((one) => one.personId === standInId)?.away ?? null;
  const isAwayToo = away !== null && away.from <= until && from <= away.until;
  return (
    <Field form={handle} name="standInId" label={t('away.standIn')} help={t(isAwayToo ? 'away.standInAway' : 'away.standInHelp')}>
      {({ status, ...control }) => (
        <Select
          {...control}
          status={status}
          showSearch={{ optionFilterProp: 'label' }}
          value={standInId ?? ''}
          options={[{ value: '', label: t('away.nobody') }, ...colleagues.map((one) => ({ value: one.personId, label: one.name }))]}
          onChange={(value: string) => handle.set('standInId', value === '' ? null : value)}
        />
      )}
    </Field>
  );
}
