import { Button } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../../../../web/ui/use-copy.ts';
import style from './Form.module.css';

/** A text to hand over: shown whole, copied by one click. */
export function CopyLine({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('access');
  const { copied, copy } = useCopy(text);
  return (
    <div className={style.copyLine}>
      <code>{text}</code>
      <Button
        aria-label={t('copy.of', { label })}
        icon={copied === 'yes' ? <Check size={14} strokeWidth={1.6} /> : <Copy size={14} strokeWidth={1.6} />}
        onClick={copy}
      >
        <span role="status">{t(`copy.${copied}`)}</span>
      </Button>
    </div>
  );
}
