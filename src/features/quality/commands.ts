import type { Ctx } from '../../platform/context.ts';
import { findingsNaming, keepSamples } from './store.ts';

/** Takes the examples that hold one of some texts out of all findings; the counts stay. Returns how many findings. */
export async function forgetInFindings(ctx: Ctx, texts: readonly string[]): Promise<number> {
  const found = await findingsNaming(ctx, texts);
  for (const finding of found) {
    const samples = finding.samples.filter((sample) => {
      const text = JSON.stringify(sample);
      return !texts.some((one) => text.includes(JSON.stringify(one)));
    });
    await keepSamples(ctx, { ...finding, samples });
  }
  return found.length;
}
