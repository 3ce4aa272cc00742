import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useChange } from '../../../web/use-operation.ts';
import form from '../../access/web/widgets/Form.module.css';
import { useLast } from '../../access/web/widgets/use-last.ts';
import { assignWaiting } from '../contract-waiting.ts';
import { CustomerSelect } from './CustomerSelect.tsx';

/** An unknown external id, or a user of whom nobody said whose they are. */
export interface Assigned {
  readonly what: 'account' | 'user';
  readonly name: string;
  readonly count: number;
}

interface AssignDialogProps {
  readonly subject: Assigned | null;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Says to which customer it belongs; what waits and what will come is counted there. */
export function AssignDialog({ subject: asked, onDone, onClose }: AssignDialogProps) {
  const { t } = useTranslation('usage');
  const change = useChange(assignWaiting);
  const [customer, setCustomer] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const subject = useLast(asked);
  const close = (): void => {
    change.reset();
    setCustomer(null);
    setMissing(false);
    onClose();
  };
  const assign = (): void => {
    setMissing(customer === null);
    if (customer === null || subject === null) return;
    change.mutate(
      { what: subject.what, name: subject.name, customer },
      {
        onSuccess: ({ waiting }) => {
          onDone(t('waiting.assigned', { count: waiting, number: formatFull(waiting), name: subject.name }));
          close();
        },
      },
    );
  };
  return (
    <Modal
      open={asked !== null}
      title={t('waiting.whose', { name: subject?.name ?? '' })}
      footer={null}
      width={460}
      destroyOnHidden
      onCancel={close}
    >
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          assign();
        }}
      >
        <p>
          {t(`waiting.assignAbout.${subject?.what ?? 'account'}`, { count: subject?.count ?? 0, number: formatFull(subject?.count ?? 0) })}
        </p>
        <CustomerSelect autoFocus value={customer} label={t('waiting.customer')} onChange={setCustomer} />
        <div className={form.beneath} aria-live="polite">
          {missing && customer === null && <span className={form.problem}>{t('waiting.needsCustomer')}</span>}
        </div>
        {change.isError && <ErrorState error={change.error} />}
        <div className={form.submitEnd}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('waiting.assign')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
