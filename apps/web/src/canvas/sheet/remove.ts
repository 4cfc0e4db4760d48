import type { NewId } from './ids.js';
import type { Sheet, SheetChange } from './sheet.js';
import { connect, edgesFrom, edgesInto } from './wires.js';

/** Where people would go if a node were not there: only where it is beyond doubt. */
const onlyTargetOf = (sheet: Sheet, nodeId: string): string | undefined => {
  const targets = [...new Set(edgesFrom(sheet, nodeId).map((edge) => edge.target))];
  return targets.length === 1 ? targets[0] : undefined;
};

const removeOne =
  (nodeId: string, newId: NewId): SheetChange =>
  (sheet) => {
    const target = onlyTargetOf(sheet, nodeId);
    const before = edgesInto(sheet, nodeId);
    const without: Sheet = {
      ...sheet,
      nodes: sheet.nodes.filter((node) => node.id !== nodeId),
      edges: sheet.edges.filter((edge) => edge.source !== nodeId && edge.target !== nodeId),
    };
    if (target === undefined) return without;
    return before.reduce(
      (healed, edge) => connect({ source: edge.source, sourceHandle: edge.sourceHandle ?? null, target }, newId)(healed),
      without,
    );
  };

/** Takes nodes away and joins the lines around each, where it led to one step only. */
export const removeNodes =
  (ids: ReadonlySet<string>, newId: NewId): SheetChange =>
  (sheet) =>
    [...ids].reduce((rest, nodeId) => removeOne(nodeId, newId)(rest), sheet);
