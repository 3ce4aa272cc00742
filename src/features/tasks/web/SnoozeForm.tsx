import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type Day, dayNumber, isDay, weekday } from '../../../kernel/time.ts';
import { type Locale, longDay, shortDay } from '../../../web/format.ts';
import { DayInput } from '../../../web/ui/DayInput.tsx';
import style from './MyDay.module.css';

interface SnoozeFormProps {
  readonly today: Day;
  readonly dueOn: Day;
  readonly onDone: (until: Day) => void;
}

/** Until when a task sleeps: two likely days and any other. Says when that is past its due day. */
export function SnoozeForm({ today, dueOn, onDone }: SnoozeFormProps) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const tomorrow = addDays(today, 1);
  const monday = addDays(today, 8 - weekday(dayNumber(today)));
  const dayField = useId();
  const [picked, setPicked] = useState<string>(addDays(today, 3));
  const late = (day: Day): string | null => (day > dueOn ? t('snooze.afterDue', { day: shortDay(dueOn, today, locale) }) : null);
  const choice = (label: string, day: Day, focus: boolean) => (
    <button type="button" className={style.choice} onClick={() => onDone(day)} ref={focus ? (element) => element?.focus() : undefined}>
      <span>{label}</span>
      <span className={style.label}>{longDay(day, locale)}</span>
    </button>
  );
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isDay(picked) && picked > today) onDone(picked);
      }}
    >
      <div className={style.choices}>
        {choice(t('snooze.tomorrow'), tomorrow, true)}
        {monday !== tomorrow && choice(t('snooze.monday'), monday, false)}
      </div>
      <div className={style.field}>
        <label htmlFor={dayField}>{t('snooze.pick')}</label>
        <span className={style.inline}>
          <DayInput id={dayField} value={picked} min={tomorrow} onChange={setPicked} />
          <Button htmlType="submit">{t('snooze.submit')}</Button>
        </span>
        {isDay(picked) && late(picked) && <span className={style.help}>{late(picked)}</span>}
      </div>
    </form>
  );
}
