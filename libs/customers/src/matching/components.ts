import type { Link } from './cluster.js';

/** Links in parts that have no customer in common, each with its customers. */
export interface Component {
  readonly ids: readonly string[];
  readonly links: readonly Link[];
}

/** Union-find over the customers of all links. */
export const componentsOf = (links: readonly Link[]): Component[] => {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const { ids } of links) {
    const [first = '', ...others] = ids;
    if (!parent.has(first)) parent.set(first, first);
    for (const other of others) {
      if (!parent.has(other)) parent.set(other, other);
      parent.set(rootOf(other), rootOf(first));
    }
  }
  const parts = new Map<string, { ids: string[]; links: Link[] }>();
  for (const id of parent.keys()) {
    const root = rootOf(id);
    const part = parts.get(root);
    if (part) part.ids.push(id);
    else parts.set(root, { ids: [id], links: [] });
  }
  for (const link of links) parts.get(rootOf(link.ids[0] ?? ''))?.links.push(link);
  return [...parts.values()];
};

/** Components put together until so many customers are in a portion; one that is larger is a portion of its own. */
export function* portionsOf(components: readonly Component[], size: number): Generator<Component[]> {
  let portion: Component[] = [];
  let people = 0;
  for (const component of components) {
    if (people > 0 && people + component.ids.length > size) {
      yield portion;
      [portion, people] = [[], 0];
    }
    portion.push(component);
    people += component.ids.length;
  }
  if (people > 0) yield portion;
}
