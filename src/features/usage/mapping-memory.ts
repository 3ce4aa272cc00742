import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventStore } from '../../platform/events/port.ts';
import { compileMapping, type Mapping, type MappingRule } from './core/mapping.ts';
import { latestVersions } from './store-mappings.ts';

/** The mapping that holds now. Version 0 has no rules. */
export interface CurrentMapping {
  readonly version: number;
  readonly rules: readonly MappingRule[];
  readonly mapping: Mapping;
}

/** Like the rest of what ingest remembers, it lives as long as the process's view of the event log. */
const current = new WeakMap<EventStore, Map<WorkspaceId, Promise<CurrentMapping>>>();

/** The mapping of the workspace: asked of the relational store once, then from memory. */
export async function mappingOf(ctx: Ctx): Promise<CurrentMapping> {
  const known = knownOf(ctx);
  const found = known.get(ctx.workspace.id);
  if (found !== undefined) return found;
  const asked = latestVersions(ctx, 1).then(([latest]) => ready(latest?.version ?? 0, latest?.rules ?? []));
  known.set(ctx.workspace.id, asked);
  // A failure is not remembered: the next batch asks again.
  asked.catch(() => known.delete(ctx.workspace.id));
  return asked;
}

/** Has a mapping hold from now on. Only what is committed may be told here. */
export async function rememberMapping(ctx: Ctx, version: number, rules: readonly MappingRule[]): Promise<void> {
  const known = knownOf(ctx);
  const before = await known.get(ctx.workspace.id)?.catch(() => undefined);
  if (before === undefined || before.version < version) known.set(ctx.workspace.id, Promise.resolve(ready(version, rules)));
}

function knownOf({ events }: Ctx): Map<WorkspaceId, Promise<CurrentMapping>> {
  const known = current.get(events) ?? new Map<WorkspaceId, Promise<CurrentMapping>>();
  current.set(events, known);
  return known;
}

function ready(version: number, rules: readonly MappingRule[]): CurrentMapping {
  return { version, rules, mapping: compileMapping(rules) };
}
