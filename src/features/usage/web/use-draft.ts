import { useState } from 'react';
import { recall, remember } from '../../../web/remember.ts';
import type { MappingRule } from '../core/mapping.ts';
import { sameRules } from './mapping-words.ts';

interface Kept {
  readonly workspace: string;
  readonly version: number;
  readonly rules: readonly MappingRule[];
}

/** Rules that are being changed: they survive a closed tab, and belong to the version that they were made from. */
export interface Draft {
  /** Null: nothing was changed. */
  readonly rules: readonly MappingRule[] | null;
  /** The version that the draft was made from. */
  readonly version: number;
  set(rules: readonly MappingRule[]): void;
  drop(): void;
}

export function useDraft(workspace: string, version: number, saved: readonly MappingRule[]): Draft {
  const [kept, setKept] = useState<Kept | null>(() => keptFor(workspace));
  const rules = kept !== null && !sameRules(kept.rules, saved) ? kept.rules : null;
  const keep = (next: Kept | null): void => {
    setKept(next);
    remember('mapping-draft', next === null ? '' : JSON.stringify(next));
  };
  return {
    rules,
    version: rules === null ? version : (kept?.version ?? version),
    set: (next) => keep({ workspace, version: rules === null ? version : (kept?.version ?? version), rules: next }),
    drop: () => keep(null),
  };
}

function keptFor(workspace: string): Kept | null {
  try {
    const kept = JSON.parse(recall('mapping-draft') ?? '') as Kept;
    return kept.workspace === workspace && Array.isArray(kept.rules) ? kept : null;
  } catch {
    return null;
  }
}
