import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../web/error-words.ts';
import { useChange } from '../../../web/use-operation.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { acknowledgeWarning, closeWarnings, listWarnings, reopenWarnings, ruleTally } from '../contract.ts';

/** What was done, and to whom, with the way back. */
interface Notice {
  readonly text: string;
  readonly undo: readonly string[] | null;
}

/** Claims and closes warnings, says what was done, and takes a closing back. */
export function useWarningActs() {
  const { t } = useTranslation('warnings');
  const [notice, setNotice] = useState<Notice | null>(null);
  const refresh = useRefresh(listWarnings, ruleTally);
  const claim = useChange(acknowledgeWarning);
  const end = useChange(closeWarnings);
  const back = useChange(reopenWarnings);
  const failed = (error: Error): void => setNotice({ text: t('act.failed', { message: errorWords(error, t).title }), undo: null });
  return {
    notice,
    busy: claim.isPending || end.isPending || back.isPending,
    close: () => setNotice(null),
    claim: (warningId: string) => claim.mutate({ warningId }, { onError: failed, onSettled: refresh }),
    end: (warningIds: readonly string[], outcome: 'resolved' | 'false-alarm') =>
      end.mutate(
        { warningIds: [...warningIds], outcome },
        {
          onSuccess: ({ closed }) => setNotice({ text: t(`act.closed.${outcome}`, { count: closed.length }), undo: closed }),
          onError: failed,
          onSettled: refresh,
        },
      ),
    undo:
      notice?.undo == null
        ? undefined
        : () => {
            back.mutate(
              { warningIds: [...(notice.undo ?? [])] },
              { onSuccess: () => setNotice({ text: t('act.undone'), undo: null }), onError: failed, onSettled: refresh },
            );
          },
  };
}
