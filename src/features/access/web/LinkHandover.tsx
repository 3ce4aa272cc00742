import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from './widgets/CopyLine.tsx';
import form from './widgets/Form.module.css';

interface LinkHandoverProps {
  readonly link: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A link to hand over: Mooring sends no mail, so a person does. */
export function LinkHandover({ link, label, onClose, children }: LinkHandoverProps) {
  const { t } = useTranslation('access');
  return (
    <div className={form.form}>
      <p className={form.said}>{children}</p>
      <CopyLine text={link} label={label} />
      <p className={form.beneath}>{t('people.linkNote')}</p>
      <div className={form.submitEnd}>
        <Button type="primary" onClick={onClose}>
          {t('people.handedOver')}
        </Button>
      </div>
    </div>
  );
}
