import { AUTO } from '../../contract/actor.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { stormChanged, warningResolved, warningsChanged } from './contract.ts';
import { closeWarning } from './store.ts';
import type { Warning } from './tables.ts';

/** Closes an open warning and tells of it; nothing happens when it was closed already. */
export async function endWarning(ctx: Ctx, warning: Warning, state: 'resolved' | 'false-alarm', by: string, on: Day): Promise<void> {
  if (!(await closeWarning(ctx, warning, { state, by, on }))) return;
  await ctx.emit(warningsChanged, { accountIds: [warning.accountId] });
  await ctx.emit(warningResolved, { warningId: warning.id, by: by === AUTO ? 'auto' : 'person' });
  if (warning.storm) await ctx.emit(stormChanged, { rule: warning.rule });
}
