import { type Graph, graphSchema } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import type { Sketch } from './nodes.js';

export type Drawn = Readonly<Record<string, Sketch>>;

/** `a -> b:yes -> c`: from a to b, and from b's way out `yes` to c. */
const edgesOf = (line: string): { source: string; handle: string | undefined; target: string }[] => {
  const stations = line.split('->').map((station) => station.trim().split(':'));
  return stations.slice(1).map(([target = ''], at) => {
    const [source = '', handle] = stations[at] ?? [];
    return { source, handle, target };
  });
};

/**
 * A graph from its nodes and its lines, as one would draw it in a comment:
 *
 *   draw({ all: audience(), asked: branch({ vip }), mail: send(), end: exit() }, ['all -> asked:vip -> mail -> end', 'asked:else -> end'])
 */
export const draw = (nodes: Drawn, lines: readonly string[], settings: JourneySettings = {}): Graph =>
  graphSchema.parse({
    nodes: Object.entries(nodes).map(([id, { type, data }], at) => ({
      id,
      type,
      position: { x: at * 280, y: 0 },
      data: { ...data, name: data.name || id },
    })),
    edges: lines.flatMap(edgesOf).map(({ source, handle, target }) => ({
      id: `${source}-${handle ?? ''}-${target}`,
      source,
      target,
      ...(handle === undefined ? {} : { sourceHandle: handle }),
    })),
    settings,
  });
