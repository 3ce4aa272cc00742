import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { Field } from '../../../access/web/widgets/Field.tsx';
import type { FormHandle } from '../../../access/web/widgets/use-form.ts';
import style from './Ledger.module.css';

interface DialogEndProps<Values> {
  readonly form: FormHandle<Values>;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly confirm: string;
  readonly pending: boolean;
  readonly onClose: () => void;
}

/** How every dialog of the ledger ends: why, what was refused, and the two ways out. */
export function DialogEnd<Values extends { readonly note: string }>({
  form,
  note,
  onNote,
  confirm,
  pending,
  onClose,
}: DialogEndProps<Values>) {
  const { t } = useTranslation('ledger');
  return (
    <>
      <Field form={form} name="note" label={t('dialog.note')} help={t('dialog.noteHelp')}>
        {({ status, ...control }) => (
          <Input.TextArea
            {...control}
            status={status}
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        )}
      </Field>
      {form.rest !== null && <ErrorState error={form.rest} />}
      <div className={style.acts}>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={pending}>
          {confirm}
        </Button>
      </div>
    </>
  );
}
