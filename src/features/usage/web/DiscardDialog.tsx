import { useTranslation } from 'react-i18next';
import { formatFull, formatMoment, type Locale } from '../../../web/format.ts';
import { useChange } from '../../../web/use-operation.ts';
import { ConfirmDialog } from '../../access/web/widgets/ConfirmDialog.tsx';
import { useLast } from '../../access/web/widgets/use-last.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { discardWaiting } from '../contract-waiting.ts';
import { reasonWords, type WaitingGroup } from './reason-words.ts';

interface DiscardDialogProps {
  readonly subject: WaitingGroup | null;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** What is discarded is gone, so the dialog says how many items go, and of which kind. */
export function DiscardDialog({ subject: asked, onDone, onClose }: DiscardDialogProps) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const change = useChange(discardWaiting);
  const subject = useLast(asked);
  const number = formatFull(subject?.count ?? 0);
  return (
    <ConfirmDialog
      open={asked !== null}
      title={t('waiting.discardTitle', { count: subject?.count ?? 0, number })}
      confirm={t('waiting.discard')}
      danger
      pending={change.isPending}
      error={change.error}
      onClose={() => {
        change.reset();
        onClose();
      }}
      onConfirm={() => {
        if (subject === null) return;
        const { status, code, subject: about } = subject;
        change.mutate(
          { status, code, subject: about },
          {
            onSuccess: ({ discarded }) => {
              onDone(t('waiting.discarded', { count: discarded, number: formatFull(discarded) }));
              onClose();
            },
          },
        );
      }}
    >
      {subject !== null && (
        <>
          <p>{reasonWords(subject, t)}</p>
          <p>{t('waiting.discardAbout', { number, moment: formatMoment(subject.latestAt, zone, i18n.language as Locale) })}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
