import { useTranslation } from 'react-i18next';
import type { CsvCell } from '../../../kernel/csv.ts';
import type { Day } from '../../../kernel/time.ts';
import type { Locale } from '../../../web/format.ts';
import { metricName } from '../../../web/metric-words.ts';
import { SaveList } from '../../../web/ui/SaveList.tsx';
import type { Task } from '../contract.ts';
import type { DaySection } from './day-view.ts';
import { whatToDo, whyLine } from './task-words.ts';

const COLUMNS = [
  'group',
  'rank',
  'externalId',
  'customer',
  'what',
  'why',
  'metric',
  'value',
  'due',
  'assignee',
  'outcome',
  'note',
] as const;

/** The day as a file: its rows in their order. */
export function SaveDay({ sections, today }: { readonly sections: readonly DaySection[]; readonly today: Day }) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const rowOf = (task: Task): readonly CsvCell[] => [
    ...[t(`group.${task.group}`), task.rank, task.account.externalId, task.account.name],
    ...[
      whatToDo(task, locale, t),
      whyLine(task, today, locale, t),
      task.title === null ? metricName(task.reason.metric, locale) : null,
      task.current.value,
    ],
    ...[task.dueOn, task.assignee?.name ?? null, task.outcome === null ? null : t(`outcome.${task.outcome}`), task.note],
  ];
  return (
    <SaveList
      small
      name={`${t('title')} ${today}`}
      seen={() => ({ head: COLUMNS.map((one) => t(`file.${one}`)), rows: sections.flatMap(({ tasks }) => tasks.map(rowOf)) })}
    />
  );
}
