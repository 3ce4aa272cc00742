import { Button } from 'antd';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import style from './Imports.module.css';

/** Where files are dropped or picked. */
export function FileDrop({ onFiles, again }: { readonly onFiles: (files: readonly File[]) => void; readonly again: boolean }) {
  const { t } = useTranslation('imports');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null): void => {
    const files = [...(list ?? [])].filter((file) => /\.(csv|tsv|txt|xlsx|jsonl|ndjson)$/i.test(file.name) || file.type.includes('csv'));
    if (files.length > 0) onFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button does the same by keyboard
    <div
      className={`${style.drop} ${over ? style.dropOver : ''} ${again ? style.dropSmall : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Button icon={<Upload size={16} strokeWidth={1.6} />} type={again ? 'default' : 'primary'} onClick={() => input.current?.click()}>
        {t(again ? 'drop.more' : 'drop.pick')}
      </Button>
      <span className={style.help}>{t('drop.help')}</span>
      <input
        ref={input}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,text/csv"
        hidden
        aria-label={t('drop.pick')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}
