import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { modelBacktests } from './contract-models.ts';
import { fingerprintOf } from './for-past.ts';
import { versionsOf } from './judging.ts';
import { type BacktestRow, backtestsOf } from './store-backtests.ts';
import { draftRows } from './store-models.ts';

type Answer = OutputOf<typeof modelBacktests>;

/** What the last back-tests said of a model as it judges now, and of its draft. */
export async function lastBacktests(ctx: Ctx, { modelId }: InputOf<typeof modelBacktests>): Promise<Answer> {
  const said = await backtestsOf(ctx, modelId);
  const draft = (await draftRows(ctx)).find((row) => row.modelId === modelId);
  const own = (await versionsOf(ctx)).filter(({ model }) => model.id === modelId).sort((a, b) => b.model.version - a.model.version);
  const live = own[0] === undefined ? null : fingerprintOf(own[0].model);
  const of = (model: Parameters<typeof fingerprintOf>[0] | undefined): Answer['draft'] => {
    const row = model === undefined ? undefined : said.find(({ fingerprint }) => fingerprint === fingerprintOf(model));
    return row === undefined ? null : shown(row, live);
  };
  return { inForce: of(own[0]?.model), draft: of(draft?.model) };
}

function shown(
  { workspaceId: _workspace, modelId: _model, fingerprint, madeAt, madeBy: _by, versus, ...rest }: BacktestRow,
  live: string | null,
) {
  const counts = versus !== null && versus.fingerprint === live && fingerprint !== live;
  return {
    ...rest,
    madeAt: formatInstant(madeAt),
    versus: counts ? { verdict: versus.verdict, difference: versus.difference } : null,
  };
}
