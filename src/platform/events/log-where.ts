import type { WorkspaceId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import { type Dictionary, NONE } from './dictionary.ts';
import { EVENT_KINDS, type EventChoice } from './port.ts';

/** The condition that a row is among the chosen. A text that the log has never seen stands in no row. */
export function whereOf(dictionary: Dictionary, workspace: WorkspaceId, choice: EventChoice): string {
  const numberOf = (text: string): number => {
    const found = dictionary.find(text);
    return found === NONE ? -1 : found;
  };
  const { accountId, accountIds, userId, name, from, to, kind, module, source } = choice;
  return [
    `workspace = ${dictionary.find(workspace)}`,
    accountId === undefined ? [] : `account = ${numberOf(accountId)}`,
    accountIds === undefined ? [] : `account in (select unnest([${accountIds.map(numberOf).join(',')}]::integer[]))`,
    userId === undefined ? [] : `end_user = ${numberOf(userId)}`,
    name === undefined ? [] : `name = ${numberOf(name)}`,
    from === undefined ? [] : `day >= ${dayNumber(from)}`,
    to === undefined ? [] : `day <= ${dayNumber(to)}`,
    kind === undefined ? [] : `kind = ${EVENT_KINDS.indexOf(kind)}`,
    module === undefined ? [] : `module = ${numberOf(module)}`,
    source === undefined ? [] : `source = ${numberOf(source)}`,
  ]
    .flat()
    .join(' and ');
}
