import { Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TASK_OUTCOMES, type Task } from '../contract.ts';
import style from './MyDay.module.css';

type Outcome = NonNullable<Task['outcome']>;

interface CompleteFormProps {
  /** Made by a person: there is no warning that could have been false. */
  readonly byHand: boolean;
  readonly onDone: (outcome: Outcome, note: string) => void;
}

/** How a task ended: the outcome decides what becomes of its warning, so each says so. */
export function CompleteForm({ byHand, onDone }: CompleteFormProps) {
  const { t } = useTranslation('tasks');
  const [outcome, setOutcome] = useState<Outcome>('resolved');
  const [note, setNote] = useState('');
  const noteField = useId();
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(outcome, note.trim());
      }}
    >
      <Radio.Group
        value={outcome}
        onChange={(event) => setOutcome(event.target.value as Outcome)}
        className={`${style.outcomes}`}
        aria-label={t('complete.outcome')}
      >
        {TASK_OUTCOMES.filter((one) => !byHand || one !== 'false-alarm').map((one) => (
          <Radio key={one} value={one} autoFocus={one === 'resolved'}>
            {t(`outcome.${one}`)}
            <span className={style.help}>{t(byHand ? `ownMeaning.${one}` : `outcomeMeaning.${one}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      <div className={style.field}>
        <label htmlFor={noteField}>{t('complete.note')}</label>
        <Input.TextArea
          id={noteField}
          value={note}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onDone(outcome, note.trim());
          }}
        />
        <span className={style.help}>{t('complete.noteHelp')}</span>
      </div>
      <div className={style.submit}>
        <Button type="primary" htmlType="submit">
          {t('complete.submit')}
        </Button>
      </div>
    </form>
  );
}
