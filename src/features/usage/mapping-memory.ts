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
const current = new WeakMap<EventStore, Map<WorkspaceId, CurrentMapping>>();

/**
 * The mapping of the workspace: asked of the relational store once, then from memory. Whoever comes while it is asked for asks too: in a
 * transaction of the embedded engine, which has one, waiting for the question of somebody outside would be waiting for ever.
 */
export async function mappingOf(ctx: Ctx): Promise<CurrentMapping> {
  const known = knownOf(ctx).get(ctx.workspace.id);
  if (known !== undefined) return known;
  const [latest] = await latestVersions(ctx, 1);
  return rememberMapping(ctx, latest?.version ?? 0, latest?.rules ?? []);
}

/** Has a mapping hold from now on, unless a later one does. Only what is committed may be told here. */
export function rememberMapping(ctx: Ctx, version: number, rules: readonly MappingRule[]): CurrentMapping {
  const known = knownOf(ctx);
  const before = known.get(ctx.workspace.id);
  if (before !== undefined && before.version >= version) return before;
  const mapping = { version, rules, mapping: compileMapping(rules) };
  known.set(ctx.workspace.id, mapping);
  return mapping;
}

function knownOf({ events }: Ctx): Map<WorkspaceId, CurrentMapping> {
  const known = current.get(events) ?? new Map<WorkspaceId, CurrentMapping>();
  current.set(events, known);
  return known;
}
