import { useQueryClient } from '@tanstack/react-query';
import { InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../../kernel/time.ts';
import { DayInput } from '../../../../web/ui/DayInput.tsx';
import { useChange } from '../../../../web/use-operation.ts';
import { Field } from '../../../access/web/widgets/Field.tsx';
import form from '../../../access/web/widgets/Form.module.css';
import { useForm } from '../../../access/web/widgets/use-form.ts';
import { reverseMovement } from '../../contract-ledger.ts';
import { minorDigits } from '../../core/exchange.ts';
import { DialogEnd } from './DialogEnd.tsx';
import style from './Ledger.module.css';
import { amountText, type Entry } from './ledger-entry.ts';

interface ReverseDialogProps {
  readonly entry: Entry;
  readonly onClose: () => void;
}

/** Takes an entry back with a reason, and says what is right instead. */
export function ReverseDialog({ entry, onClose }: ReverseDialogProps) {
  const { t } = useTranslation('ledger');
  return (
    <Modal open title={t('dialog.title', { number: entry.number })} footer={null} width={460} destroyOnHidden onCancel={onClose}>
      <ReverseForm entry={entry} onClose={onClose} />
    </Modal>
  );
}

interface Values {
  readonly note: string;
  readonly amount: number | null;
  readonly endsOn: string;
}

function ReverseForm({ entry, onClose }: ReverseDialogProps) {
  const { t } = useTranslation('ledger');
  const cache = useQueryClient();
  const change = useChange(reverseMovement);
  const minor = 10 ** minorDigits(entry.currency);
  // The end of a line is wrong by its day, everything else by its amount.
  const isEnd = entry.origin === 'line' && (entry.type === 'churn' || entry.type === 'contraction');
  const handle = useForm<Values>({
    initial: { note: '', amount: 0, endsOn: '' },
    check: ({ note, endsOn }) => ({
      note: note.trim() === '' ? t('dialog.noReason') : undefined,
      endsOn: endsOn !== '' && !isDay(endsOn) ? t('dialog.noDay') : undefined,
    }),
    error: change.error,
    byCode: { 'ledger-unbalanced': isEnd ? 'endsOn' : 'amount' },
    refused: (_field, code, message) => (code === 'ledger-unbalanced' ? t('dialog.unbalanced', { message }) : message),
    onSubmit: ({ note, amount, endsOn }) =>
      change.mutate(
        {
          number: entry.number,
          note: note.trim(),
          ...(isEnd ? (isDay(endsOn) ? { endsOn } : {}) : { amountMinor: Math.round((amount ?? 0) * minor) }),
        },
        {
          onSuccess: () => {
            // Figures of every page may rest on it.
            void cache.invalidateQueries();
            onClose();
          },
        },
      ),
  });
  const { note, amount, endsOn } = handle.values;
  return (
    <form className={form.form} onSubmit={handle.onSubmit} noValidate>
      <p className={style.what}>
        {t('dialog.what', {
          day: entry.day,
          type: t(`type.${entry.type}`),
          amount: amountText(entry.amountMinor, entry.currency),
          line: entry.line ?? '',
        })}
      </p>
      {isEnd ? (
        <Field form={handle} name="endsOn" label={t('dialog.endsOn')} help={t('dialog.endsOnHelp')}>
          {({ status, ...control }) => (
            <DayInput {...control} status={status} value={endsOn} onChange={(day) => handle.set('endsOn', day)} />
          )}
        </Field>
      ) : (
        <Field form={handle} name="amount" label={t('dialog.amount', { currency: entry.currency })} help={t('dialog.amountHelp')}>
          {({ status, ...control }) => (
            <InputNumber<number>
              {...control}
              status={status}
              min={0}
              precision={minorDigits(entry.currency)}
              style={{ width: '100%' }}
              value={amount}
              onChange={(value) => handle.set('amount', value)}
            />
          )}
        </Field>
      )}
      <DialogEnd
        form={handle}
        note={note}
        onNote={(note) => handle.set('note', note)}
        confirm={t('reverse')}
        pending={change.isPending}
        onClose={onClose}
      />
    </form>
  );
}
