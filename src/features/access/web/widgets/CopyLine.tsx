import { Button } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import style from './Form.module.css';

/** A text to hand over: shown whole, copied by one click. */
export function CopyLine({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('access');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = (): void => {
    // Over plain http from another machine the browser has no clipboard: then the text is there to be selected.
    const written = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    );
    setTimeout(() => setCopied('no'), 2500);
  };
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
