/** What places a unit in its tree. */
export interface Placed {
  readonly id: string;
  readonly parent: string | null;
}

/** A unit at its place. */
export interface Branch<Unit> {
  readonly unit: Unit;
  readonly depth: number;
  /** Why it stands at the top though it names a parent: that one is not there, or lies below it. */
  readonly oddity: 'parent-missing' | 'cycle' | null;
}

/**
 * Units in the order of their tree, each below its parent. References may name nothing or go round in a circle: no unit is lost by that,
 * and each stands once.
 *
 * @param units     In the order in which siblings shall stand.
 * @param placeOf   Id and parent of each.
 * @returns         Every unit once, with its depth.
 */
export function unitTree<Unit>(units: readonly Unit[], placeOf: (unit: Unit) => Placed): readonly Branch<Unit>[] {
  const known = new Set(units.map((unit) => placeOf(unit).id));
  const below = new Map<string | null, Unit[]>();
  for (const unit of units) {
    const { parent } = placeOf(unit);
    const key = parent !== null && known.has(parent) ? parent : null;
    const siblings = below.get(key);
    if (siblings === undefined) below.set(key, [unit]);
    else siblings.push(unit);
  }
  const placed: Branch<Unit>[] = [];
  const seen = new Set<string>();
  const place = (top: Unit, oddity: Branch<Unit>['oddity']): void => {
    // Not recursive: a chain of ten thousand units is a tree too.
    const open: Branch<Unit>[] = [{ unit: top, depth: 0, oddity }];
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      const { id } = placeOf(branch.unit);
      if (seen.has(id)) continue;
      seen.add(id);
      placed.push(branch);
      const depth = branch.depth + 1;
      for (const unit of (below.get(id) ?? []).toReversed()) open.push({ unit, depth, oddity: null });
    }
  };
  for (const unit of below.get(null) ?? []) place(unit, placeOf(unit).parent === null ? null : 'parent-missing');
  for (const unit of units) if (!seen.has(placeOf(unit).id)) place(unit, 'cycle');
  return placed;
}
