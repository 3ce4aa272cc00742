import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { changeImport, forgetRejected, importsNaming } from './store.ts';
import { forgetUserImages } from './store-user-images.ts';

/** Takes values out of the reports of imports: rows that were rejected show them. Returns how many reports. */
export async function forgetInReports(ctx: Ctx, values: readonly string[]): Promise<number> {
  const gone = new Set(values);
  const found = await importsNaming(ctx, values);
  for (const { id, files, progress } of found) {
    const without = files.map((file) => ({
      ...file,
      findings: (file.findings ?? []).map(withoutSamples(gone)),
      rejects: file.rejects.map((reject) => (reject.value !== null && gone.has(reject.value) ? { ...reject, value: null } : reject)),
    }));
    const told = progress?.map((file) => ({ ...file, findings: file.findings.map(withoutSamples(gone)) })) ?? null;
    await changeImport(ctx, id, { files: without, progress: told });
  }
  await forgetRejected(ctx, values);
  await forgetUserImages(ctx, { users: values });
  return found.length;
}

function withoutSamples(gone: ReadonlySet<string>) {
  return <T extends { readonly samples: readonly string[] }>(finding: T) => ({
    ...finding,
    samples: finding.samples.filter((sample) => !gone.has(sample)),
  });
}

/** Forgets what imports wrote of the users of a customer. */
export async function forgetImportsOfAccount(ctx: Ctx, accountId: AccountId): Promise<void> {
  await forgetUserImages(ctx, { accountId });
}
