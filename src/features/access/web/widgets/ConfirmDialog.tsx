import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import form from './Form.module.css';
import style from './Settings.module.css';

interface ConfirmDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly open: boolean;
  readonly pending: boolean;
  readonly danger?: boolean;
  /** What went wrong: words, or an error to be shown as such. */
  readonly problem?: string | null;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** For what cannot be undone: says what exactly will happen. Enter falls on the way out, not on the act. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation('access');
  const { problem = null, error = null } = props;
  return (
    <Modal open={props.open} title={props.title} footer={null} width={460} destroyOnHidden onCancel={props.onClose}>
      <div className={style.dialog}>{props.children}</div>
      {problem !== null && (
        <p className={form.problem} role="alert">
          {problem}
        </p>
      )}
      {problem === null && error !== null && <ErrorState error={error} />}
      <div className={form.submitEnd}>
        <Button autoFocus onClick={props.onClose}>
          {t('cancel')}
        </Button>
        <Button type="primary" danger={props.danger ?? false} loading={props.pending} onClick={props.onConfirm}>
          {props.confirm}
        </Button>
      </div>
    </Modal>
  );
}
