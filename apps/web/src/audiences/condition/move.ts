import { changeItem, findItem, type Group, insertItem, isGroup, parentOf, removeItem } from './tree.js';

export type Direction = 'up' | 'down';

interface Place {
  readonly group: string;
  readonly at: number;
}

const beside = (root: Group, group: Group, direction: Direction): Place | null => {
  const parent = parentOf(root, group.key);
  if (!parent) return null;
  const index = parent.children.findIndex((child) => child.key === group.key);
  return { group: parent.key, at: direction === 'up' ? index : index + 1 };
};

/** Where one step up or down leads, counted in the tree that still holds the item; `null` at the two ends. */
const nextPlace = (root: Group, key: string, direction: Direction): Place | null => {
  const parent = parentOf(root, key);
  if (!parent) return null;
  const index = parent.children.findIndex((child) => child.key === key);
  const neighbour = parent.children[direction === 'up' ? index - 1 : index + 1];
  if (!neighbour) return beside(root, parent, direction);
  if (isGroup(neighbour)) return { group: neighbour.key, at: direction === 'up' ? neighbour.children.length : 0 };
  return { group: parent.key, at: direction === 'up' ? index - 1 : index + 2 };
};

const STAND_IN = 'moving';

/**
 * Puts an item elsewhere; `at` counts in the tree as one sees it, with the item still in its old place. A stand-in goes in before
 * the item comes out, so that neither places shift nor a group that empties takes the target with it.
 */
export const placeItem = (root: Group, key: string, groupKey: string, at: number): Group => {
  const item = findItem(root, key);
  const isIntoItself = item !== null && isGroup(item) && (item.key === groupKey || findItem(item, groupKey) !== null);
  if (!item || isIntoItself) return root;
  const standing = insertItem(root, groupKey, { ...item, key: STAND_IN }, at);
  if (!findItem(standing, STAND_IN)) return root;
  return changeItem(removeItem(standing, key), STAND_IN, (moved) => ({ ...moved, key }));
};

/** Moves an item one step as an outline does: past its neighbour, into a group that is next, out of its own at the edge. */
export const moveItem = (root: Group, key: string, direction: Direction): Group => {
  const place = nextPlace(root, key, direction);
  return place ? placeItem(root, key, place.group, place.at) : root;
};
