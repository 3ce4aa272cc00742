import { InvariantError } from '../../kernel/errors.ts';
import type { RecordKeeper } from '../../platform/records/record-routes.ts';
import { ACCOUNT_RECORDS } from '../accounts/commands.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { FEEDBACK_RECORDS } from '../feedback/commands.ts';
import { ISSUE_RECORDS } from '../issues/commands.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';

/** Everything that keeps records, by the name of its kind. */
const KEEPERS: ReadonlyMap<string, RecordKeeper> = new Map(
  [ACCOUNT_RECORDS, CONTRACT_RECORDS, ISSUE_RECORDS, FEEDBACK_RECORDS, TOUCH_RECORDS]
    .flatMap((records): readonly RecordKeeper[] => Object.values(records))
    .map((keeper) => [keeper.kind.name, keeper]),
);

/** The keeper of a kind. */
export function keeperOf(kind: string): RecordKeeper {
  const keeper = KEEPERS.get(kind);
  if (keeper === undefined) throw new InvariantError(`Nobody keeps records of the kind '${kind}'.`);
  return keeper;
}
