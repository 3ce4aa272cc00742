import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../web/error-words.ts';
import style from './Imports.module.css';

/** Keeps the mapping under a name: files with the same headers are read like that from then on. */
export function SaveMapping({ onSave, disabled }: { readonly onSave: (name: string) => Promise<unknown>; readonly disabled: boolean }) {
  const { t } = useTranslation('imports');
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const save = (): void => {
    onSave(name.trim())
      .then(() => {
        setOpen(false);
        setSaid(t('saved.done', { name: name.trim() }));
      })
      .catch((error: unknown) => setSaid(errorWords(error instanceof Error ? error : new Error(String(error)), t).title));
  };
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        content={
          <div className={style.save}>
            <Input
              value={name}
              maxLength={80}
              aria-label={t('saved.name')}
              placeholder={t('saved.name')}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => name.trim() !== '' && save()}
            />
            <Button type="primary" disabled={name.trim() === ''} onClick={save}>
              {t('saved.do')}
            </Button>
          </div>
        }
      >
        <Button type="text" disabled={disabled}>
          {t('saved.open')}
        </Button>
      </Popover>
      {said !== null && (
        <span className={style.help} role="status">
          {said}
        </span>
      )}
    </>
  );
}
