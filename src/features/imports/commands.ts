import type { Ctx } from '../../platform/context.ts';
import { importsNaming, keepReport } from './store.ts';

/** Takes values out of the reports of imports: rows that were rejected show them. Returns how many reports. */
export async function forgetInReports(ctx: Ctx, values: readonly string[]): Promise<number> {
  const gone = new Set(values);
  const found = await importsNaming(ctx, values);
  for (const { id, finishedAt, files } of found) {
    const without = files.map((file) => ({
      ...file,
      rejects: file.rejects.map((reject) => (reject.value !== null && gone.has(reject.value) ? { ...reject, value: null } : reject)),
    }));
    await keepReport(ctx, id, finishedAt, without);
  }
  return found.length;
}
