import type { Condition, Leaf } from '@wayfare/kernel';

/**
 * The condition as one edits it: groups of rows, each with a key that outlives every edit, so that a field keeps its
 * focus while its row moves. `not` is no box of its own here: a group says "all of", "any of", "none of" or "not all of".
 */
export const GROUP_MODES = ['all', 'any', 'none', 'notAll'] as const;
export type GroupMode = (typeof GROUP_MODES)[number];

export interface Group {
  readonly key: string;
  readonly mode: GroupMode;
  readonly children: readonly Item[];
}
export interface Row {
  readonly key: string;
  readonly leaf: Leaf;
}
export type Item = Group | Row;
/** Gives a key that no item of the tree has yet. */
export type Keys = () => string;

export const isGroup = (item: Item): item is Group => 'mode' in item;

/** Keys `c1`, `c2`, …; one supply for each builder. */
export const countingKeys = (): Keys => {
  let last = 0;
  return () => {
    last += 1;
    return `c${last}`;
  };
};

const itemOf = (condition: Condition, keys: Keys): Item => {
  if ('all' in condition) return { key: keys(), mode: 'all', children: condition.all.map((child) => itemOf(child, keys)) };
  if ('any' in condition) return { key: keys(), mode: 'any', children: condition.any.map((child) => itemOf(child, keys)) };
  if ('not' in condition) return negated(condition.not, keys);
  return { key: keys(), leaf: condition };
};

const negated = (condition: Condition, keys: Keys): Group => {
  const inner = itemOf(condition, keys);
  if (isGroup(inner) && inner.mode === 'any') return { ...inner, mode: 'none' };
  if (isGroup(inner) && inner.mode === 'all') return { ...inner, mode: 'notAll' };
  return { key: keys(), mode: 'none', children: [inner] };
};

/** The tree that shows a condition; its root is always a group, so that there is a place to add to. */
export const readTree = (condition: Condition | null, keys: Keys): Group => {
  if (condition === null) return { key: keys(), mode: 'all', children: [] };
  const item = itemOf(condition, keys);
  return isGroup(item) ? item : { key: keys(), mode: 'all', children: [item] };
};

const conditionOfGroup = (mode: GroupMode, children: Condition[]): Condition => {
  const [only] = children;
  switch (mode) {
    case 'all':
      return { all: children };
    case 'any':
      return { any: children };
    case 'none':
      return { not: only !== undefined && children.length === 1 ? only : { any: children } };
    case 'notAll':
      return { not: { all: children } };
  }
};

/**
 * The condition that a tree says; `null` where it says nothing. A group without rows is still being filled: it is left
 * out, because "all of nothing" would quietly mean everyone.
 */
export const writeTree = (item: Item): Condition | null => {
  if (!isGroup(item)) return item.leaf;
  const children = item.children.flatMap((child) => writeTree(child) ?? []);
  return children.length === 0 ? null : conditionOfGroup(item.mode, children);
};

const mapGroups = (group: Group, change: (group: Group) => Group): Group =>
  change({ ...group, children: group.children.map((child) => (isGroup(child) ? mapGroups(child, change) : child)) });

/** The same tree with one item replaced by what `change` makes of it. */
export const changeItem = (root: Group, key: string, change: (item: Item) => Item): Group => {
  const visit = (item: Item): Item => {
    if (item.key === key) return change(item);
    return isGroup(item) ? { ...item, children: item.children.map(visit) } : item;
  };
  const changed = visit(root);
  return isGroup(changed) ? changed : root;
};

export const setMode = (root: Group, key: string, mode: GroupMode): Group =>
  changeItem(root, key, (item) => (isGroup(item) ? { ...item, mode } : item));

export const setLeaf = (root: Group, key: string, leaf: Leaf): Group => changeItem(root, key, (item) => ({ key: item.key, leaf }));

/** Puts an item into a group at a place (at its end where none is named). */
export const insertItem = (root: Group, groupKey: string, item: Item, at?: number): Group =>
  mapGroups(root, (group) => {
    if (group.key !== groupKey) return group;
    const place = at ?? group.children.length;
    return { ...group, children: [...group.children.slice(0, place), item, ...group.children.slice(place)] };
  });

/** Takes an item out; a group inside that loses its last row goes with it. */
export const removeItem = (root: Group, key: string): Group => {
  const without = (group: Group): Group => ({
    ...group,
    children: group.children.flatMap((child): Item[] => {
      if (child.key === key) return [];
      if (!isGroup(child)) return [child];
      const rest = without(child);
      return rest.children.length === 0 && child.children.length > 0 ? [] : [rest];
    }),
  });
  return without(root);
};

export const findItem = (root: Group, key: string): Item | null => {
  for (const child of root.children) {
    if (child.key === key) return child;
    const found = isGroup(child) ? findItem(child, key) : null;
    if (found) return found;
  }
  return null;
};

export const parentOf = (root: Group, key: string): Group | null => {
  if (root.children.some((child) => child.key === key)) return root;
  for (const child of root.children) {
    const found = isGroup(child) ? parentOf(child, key) : null;
    if (found) return found;
  }
  return null;
};

/** Puts a row into a group of its own, ready for a second row beside it. */
export const wrapItem = (root: Group, key: string, keys: Keys, mode: GroupMode = 'any'): Group =>
  changeItem(root, key, (item) => ({ key: keys(), mode, children: [item] }));

/** Takes a group's box away and leaves its rows where it stood. */
export const unwrapItem = (root: Group, key: string): Group =>
  mapGroups(root, (group) => ({
    ...group,
    children: group.children.flatMap((child) => (child.key === key && isGroup(child) ? child.children : [child])),
  }));

const copyOf = (item: Item, keys: Keys): Item =>
  isGroup(item) ? { ...item, key: keys(), children: item.children.map((child) => copyOf(child, keys)) } : { ...item, key: keys() };

/** Puts a copy of an item right behind it. */
export const copyItem = (root: Group, key: string, keys: Keys): Group => {
  const item = findItem(root, key);
  const parent = parentOf(root, key);
  if (!item || !parent) return root;
  return insertItem(root, parent.key, copyOf(item, keys), parent.children.findIndex((child) => child.key === key) + 1);
};
