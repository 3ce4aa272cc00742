import type { WorkspaceId } from '../../kernel/ids.ts';

/*
 * Workspaces whose usage is not counted just now. Kept in memory: one process serves, and after a crash nothing is being imported.
 */
const held = new Map<WorkspaceId, number>();

/** Has the rollup of a workspace wait. Call what it returns, once, to let it go on. */
export function holdCounting(workspaceId: WorkspaceId): () => void {
  held.set(workspaceId, (held.get(workspaceId) ?? 0) + 1);
  return () => {
    const others = (held.get(workspaceId) ?? 1) - 1;
    if (others === 0) held.delete(workspaceId);
    else held.set(workspaceId, others);
  };
}

/** Whether somebody has the rollup of a workspace wait; who lets go asks for it. */
export function isCountingHeld(workspaceId: WorkspaceId): boolean {
  return held.has(workspaceId);
}
