import type { Words } from './task-words.ts';

/** One line of a task's history, as the server keeps it. */
export interface HistoryEntry {
  readonly who: string;
  readonly what: string;
  readonly detail: string | null;
}

const PLAIN = new Set(['claimed', 'released', 'assigned', 'snoozed', 'woken', 'reopened', 'cancelled']);

/**
 * A line of history in words. What this version has no words for is shown as it is.
 *
 * @param entry  Who did what, and the detail the server noted.
 * @param t      Words of the tasks pages.
 * @returns      As in `林知夏 完成：已解决`.
 */
export function historyLine(entry: HistoryEntry, t: Words): string {
  const who = entry.who === 'auto' ? t('history.auto') : entry.who;
  const { what, detail } = entry;
  if (what === 'cancelled' && detail === 'warning-auto-resolved') return t('history.recovered');
  if (what === 'cancelled' && detail === 'warning-closed') return t('history.warningClosed');
  if (what === 'opened') return openedLine(who, detail, t);
  if (what === 'taken-back') return t('history.takenBack', { who });
  if (what === 'completed') {
    const [outcome = '', day] = (detail ?? '').split(':');
    if (day) return t('history.followingUp', { who, detail: day });
    return t('history.completed', { who, outcome: t(`outcome.${outcome}`) });
  }
  return PLAIN.has(what) ? t(`history.${what}`, { who, detail: detail ?? '' }) : t('history.other', { who, what });
}

function openedLine(who: string, detail: string | null, t: Words): string {
  if (detail === 'by-hand') return t('history.byHand', { who });
  if (detail?.startsWith('follow-up-of:')) return t('history.followUp', { who });
  if (!detail?.startsWith('stand-in:')) return t('history.opened', { who });
  const [, day = '', ...name] = detail.split(':');
  return t('history.standIn', { who, day, name: name.join(':') });
}
