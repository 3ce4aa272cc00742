import { useQueryClient } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { type CaptureKind, closeCapture, openCapture, useWantedCapture } from '../capture/capture-state.ts';
import { errorWords } from '../error-words.ts';
import { spaced } from '../format.ts';
import { restOfWords } from '../i18n.ts';
import { holdsOne, type Membership } from '../landing.ts';
import { UndoNotice } from '../ui/UndoNotice.tsx';
import style from './TopBar.module.css';

const CaptureDialog = lazy(async () => ({
  default: (await Promise.all([import('../capture/CaptureDialog.tsx'), restOfWords()]))[0].CaptureDialog,
}));

/** Whatever lies over the page has the keys. */
const OVER = '[role="dialog"], dialog[open], .ant-drawer-open';

/** 记一笔: by the button in the top bar, and by `c` where the page has no use for that key. */
export function Capture({ membership, name }: { readonly membership: Membership; readonly name: string }) {
  const { t } = useTranslation('shell');
  const wanted = useWantedCapture();
  const { notice, saved, close, undo } = useSaved();
  const may = holdsOne(membership.functions, CUSTOMER_WORK);
  useCaptureKey(may, undo);
  if (!may) return null;
  return (
    <>
      <button type="button" className={style.capture} aria-haspopup="dialog" aria-label={t('capture.do')} onClick={() => openCapture()}>
        <PenLine size={16} strokeWidth={1.6} aria-hidden="true" />
        <span>{t('capture.do')}</span>
      </button>
      {wanted !== null && (
        <Suspense>
          <CaptureDialog
            preset={wanted}
            me={{ personId: membership.personId, name }}
            onSaved={(kind, customer, takeBack) => {
              closeCapture();
              saved(kind, customer, takeBack);
            }}
            onClose={closeCapture}
          />
        </Suspense>
      )}
      {notice !== null && <UndoNotice text={notice} onUndo={undo ?? undefined} onClose={close} />}
    </>
  );
}

/** What was saved, and the way back. */
function useSaved() {
  const { t } = useTranslation('shell');
  const cache = useQueryClient();
  const [notice, setNotice] = useState<{ readonly text: string; readonly undo: (() => Promise<unknown>) | null } | null>(null);
  const takeBack = notice?.undo ?? null;
  return {
    notice: notice?.text ?? null,
    close: () => setNotice(null),
    saved: (kind: CaptureKind, customer: string, undo: () => Promise<unknown>) =>
      setNotice({ text: spaced(t(`capture.saved.${kind}`, { customer })), undo }),
    undo:
      takeBack === null
        ? null
        : () =>
            void takeBack()
              .then(() => cache.invalidateQueries())
              .then(
                () => setNotice({ text: t('capture.undone'), undo: null }),
                (error: unknown) => setNotice({ text: errorWords(error, t).title, undo: null }),
              ),
  };
}

function useCaptureKey(may: boolean, undo: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!may || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key !== 'c' && !(event.key === 'u' && undo !== null)) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null) return;
      // The page itself goes first, whichever of us began to listen earlier.
      setTimeout(() => {
        if (event.defaultPrevented || document.querySelector(OVER) !== null) return;
        if (event.key === 'u') undo?.();
        else openCapture();
      });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [may, undo]);
}
