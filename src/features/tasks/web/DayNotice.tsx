import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { errorWords } from '../../../web/error-words.ts';
import { type Locale, relativeDay } from '../../../web/format.ts';
import { UndoNotice } from '../../../web/ui/UndoNotice.tsx';
import type { Words } from './task-words.ts';
import type { ChangeNotice } from './use-day-changes.ts';

interface DayNoticeProps {
  readonly notice: ChangeNotice | null;
  readonly today: Day;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

/** Says what was done, with the way back; or what went wrong and what is shown now. */
export function DayNotice({ notice, today, onUndo, onClose }: DayNoticeProps) {
  const { t, i18n } = useTranslation('tasks');
  if (!notice) return null;
  const undoable = (notice.kind === 'changed' && notice.undoable) || (notice.kind === 'moved' && notice.count > 0);
  return <UndoNotice text={words(notice, today, i18n.language as Locale, t)} onUndo={undoable ? onUndo : undefined} onClose={onClose} />;
}

function words(notice: ChangeNotice, today: Day, locale: Locale, t: Words): string {
  switch (notice.kind) {
    case 'undone':
      return t('undo.undone');
    case 'nothing':
      return t('undo.nothing');
    case 'moved':
      if (notice.count === 0) return t('team:movedNone');
      return t(notice.stayed > 0 ? 'team:movedSome' : 'team:moved', notice);
    case 'moved-back':
      return notice.stayed > 0 ? t('team:backSome', notice) : t('undo.undone');
    case 'conflict':
      return t('problem.conflict', { who: notice.who ?? t('problem.somebody'), name: notice.task.account.name });
    case 'failed':
      return t('problem.failed', { message: errorWords(notice.error, t).title });
    case 'changed': {
      const { change, task } = notice;
      return t(`undo.${change.act}`, {
        name: task.account.name,
        ...(change.act === 'assign' && { who: change.person.name }),
        ...(change.act === 'snooze' && { day: relativeDay(change.until, today, locale) }),
        ...(change.act === 'complete' && { outcome: t(`outcome.${change.outcome}`) }),
      });
    }
  }
}
