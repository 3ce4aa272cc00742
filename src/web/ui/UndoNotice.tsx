import { Button } from 'antd';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './Kbd.tsx';
import style from './ui.module.css';

const SHOWN_MS = 8000;

interface UndoNoticeProps {
  readonly text: string;
  readonly onUndo?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Says what was done, and takes it back. Leaves by itself, but not while it is pointed at or focused. */
export function UndoNotice({ text, onUndo, onClose }: UndoNoticeProps) {
  const { t } = useTranslation('shell');
  const [held, setHeld] = useState(false);
  const close = useRef(onClose);
  close.current = onClose;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another notice, with its own time
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => close.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being pointed at only keeps it from leaving
    <div
      className={style.notice}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span role="status">{text}</span>
      {onUndo && (
        <button type="button" className={style.noticeUndo} onClick={onUndo}>
          {t('undo.do')} <Kbd>u</Kbd>
        </button>
      )}
      <Button type="text" size="small" icon={<X size={14} strokeWidth={1.6} />} aria-label={t('undo.close')} onClick={onClose} />
    </div>
  );
}
