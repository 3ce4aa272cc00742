import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { useChange } from '../../../web/use-operation.ts';
import { ConfirmDialog } from '../../access/web/widgets/ConfirmDialog.tsx';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { acceptFinding, listQuality } from '../contract.ts';
import type { QualityFinding } from './finding-words.ts';
import style from './Quality.module.css';

interface AcceptDialogProps {
  readonly finding: QualityFinding;
  readonly title: string;
  readonly onClose: () => void;
}

/** A finding that somebody knows of: why it may stay. More than there are now are shown again. */
export function AcceptDialog({ finding: { rule, entity, count }, title, onClose }: AcceptDialogProps) {
  const { t } = useTranslation('quality');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const change = useChange(acceptFinding);
  const refresh = useRefresh(listQuality);
  const id = useId();
  return (
    <ConfirmDialog
      open
      title={t('acceptTitle', { title })}
      confirm={t('accept')}
      pending={change.isPending}
      problem={missing ? t('reasonMissing') : null}
      error={change.error}
      onClose={onClose}
      onConfirm={() => {
        setMissing(reason.trim() === '');
        if (reason.trim() === '') return;
        change.mutate({ rule, entity, reason }, { onSuccess: onClose, onSettled: refresh });
      }}
    >
      <p>{t('acceptAbout', { number: formatFull(count) })}</p>
      <label className={style.label} htmlFor={id}>
        {t('reason')}
      </label>
      <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </ConfirmDialog>
  );
}
