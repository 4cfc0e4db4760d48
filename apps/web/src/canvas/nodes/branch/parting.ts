import type { NodeDataByKind } from '@wayfare/journey';
import type { Condition } from '@wayfare/kernel';

type Path = NodeDataByKind['branch']['paths'][number];

/**
 * Who takes each path, as a condition of its own: those of the audience for whom this path's condition holds and no earlier one's
 * does. `null` from the first path on that has no condition yet.
 */
export const partings = (audience: Condition | null, paths: readonly Path[]): (Condition | null)[] =>
  paths.map((path, at) => {
    const earlier = paths.slice(0, at).map((before) => before.condition);
    if (path.condition === undefined || earlier.includes(undefined)) return null;
    const refused = earlier.flatMap((condition) => (condition ? [{ not: condition }] : []));
    const all = [...(audience ? [audience] : []), ...refused, path.condition];
    return all.length === 1 ? path.condition : { all };
  });
