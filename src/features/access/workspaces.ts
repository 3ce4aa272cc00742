import type { Db } from '../../platform/db/db.ts';
import type { WorkspaceDirectory } from '../../platform/runtime.ts';
import { allWorkspaces, workspaceById } from './store-logins.ts';

/** Tells platform which workspaces there are. */
export function workspaceDirectory(db: Db): WorkspaceDirectory {
  return { all: () => allWorkspaces(db), find: (id) => workspaceById(db, id) };
}
