import type { Drawing } from './drawing.js';

/**
 * The circles of a drawing, each as the ids along it: a depth-first walk that reports where it comes back to a node on its
 * own way. Circles that share nodes may be reported as one; a drawing without circles reports none.
 */
export const cyclesIn = (drawing: Drawing): readonly (readonly string[])[] => {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const way: { nodeId: string; ahead: string[] }[] = [];
  const step = (nodeId: string): void => {
    way.push({ nodeId, ahead: drawing.linesFrom(nodeId).map(({ target }) => target.id) });
  };
  for (const start of drawing.nodes.keys()) {
    if (!done.has(start)) step(start);
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const next = here.ahead.shift();
      if (next === undefined) done.add(way.pop()?.nodeId ?? '');
      else if (!done.has(next)) {
        const at = way.findIndex(({ nodeId }) => nodeId === next);
        if (at < 0) step(next);
        else cycles.push(way.slice(at).map(({ nodeId }) => nodeId));
      }
    }
  }
  return cycles;
};
