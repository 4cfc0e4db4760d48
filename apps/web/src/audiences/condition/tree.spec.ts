import type { Condition } from '@wayfare/kernel';
import { moveItem, placeItem } from './move.js';
import { countingKeys, findItem, type Group, insertItem, isGroup, readTree, removeItem, setMode, wrapItem, writeTree } from './tree.js';

const tag = (name: string): Condition => ({ tag: name });
const read = (condition: Condition | null): Group => readTree(condition, countingKeys());
const keyOf = (root: Group, name: string): string => {
  const search = (group: Group): string | undefined => {
    for (const child of group.children) {
      const found = isGroup(child) ? search(child) : 'tag' in child.leaf && child.leaf.tag === name ? child.key : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const key = search(root);
  if (!key) throw new Error(`no row ${name}`);
  return key;
};
const groupOf = (root: Group, at: number): string => {
  const child = root.children[at];
  if (!child || !isGroup(child)) throw new Error(`no group at ${at}`);
  return child.key;
};

describe('the tree of a condition', () => {
  it.each<[string, Condition]>([
    ['nested groups', { all: [tag('a'), { any: [tag('b'), { all: [tag('c'), tag('d')] }] }] }],
    ['none of several', { not: { any: [tag('a'), tag('b')] } }],
    ['none of one', { all: [{ not: tag('a') }] }],
    ['not all', { not: { all: [tag('a'), tag('b')] } }],
    ['a double negation', { not: { not: { any: [tag('a'), tag('b')] } } }],
  ])('writes what it read: %s', (_name, condition) => {
    expect(writeTree(read(condition))).toEqual(condition);
  });

  it('shows a single row in a group, so that a second can join it', () => {
    expect(read(tag('a'))).toMatchObject({ mode: 'all', children: [{ leaf: { tag: 'a' } }] });
  });

  it('says nothing, not everyone, where no row stands', () => {
    expect(writeTree(read(null))).toBeNull();
    expect(writeTree(read({ all: [{ any: [] }] }))).toBeNull();
  });

  it('gives every item another key', () => {
    const root = read({ all: [tag('a'), { not: { any: [tag('b'), tag('c')] } }] });
    const keys = [
      root.key,
      ...root.children.flatMap((child) => [child.key, ...(isGroup(child) ? child.children.map(({ key }) => key) : [])]),
    ];
    expect(new Set(keys).size).toBe(5);
  });

  it('changes how a group combines and keeps its rows', () => {
    const root = read({ all: [tag('a'), tag('b')] });
    expect(writeTree(setMode(root, root.key, 'none'))).toEqual({ not: { any: [tag('a'), tag('b')] } });
  });

  it('takes a group away with its last row', () => {
    const root = read({ all: [tag('a'), { any: [tag('b')] }] });
    expect(writeTree(removeItem(root, keyOf(root, 'b')))).toEqual({ all: [tag('a')] });
  });

  it('puts a row into a group of its own, at its place', () => {
    const root = read({ all: [tag('a'), tag('b')] });
    expect(writeTree(wrapItem(root, keyOf(root, 'a'), () => 'new'))).toEqual({ all: [{ any: [tag('a')] }, tag('b')] });
  });

  it('inserts at the end where no place is named', () => {
    const root = read({ all: [tag('a'), tag('b')] });
    expect(writeTree(insertItem(root, root.key, { key: 'new', leaf: { tag: 'c' } }))).toEqual({ all: [tag('a'), tag('b'), tag('c')] });
  });
});

// all: a, any(b, c), d
describe('moving a row', () => {
  const condition: Condition = { all: [tag('a'), { any: [tag('b'), tag('c')] }, tag('d')] };
  const moved = (name: string, direction: 'up' | 'down', from: Condition = condition) => {
    const root = read(from);
    return writeTree(moveItem(root, keyOf(root, name), direction));
  };

  it('passes its neighbour', () => {
    expect(moved('c', 'up')).toEqual({ all: [tag('a'), { any: [tag('c'), tag('b')] }, tag('d')] });
    expect(moved('b', 'down')).toEqual({ all: [tag('a'), { any: [tag('c'), tag('b')] }, tag('d')] });
  });

  it('enters a group that is next to it, at the near end', () => {
    expect(moved('a', 'down')).toEqual({ all: [{ any: [tag('a'), tag('b'), tag('c')] }, tag('d')] });
    expect(moved('d', 'up')).toEqual({ all: [tag('a'), { any: [tag('b'), tag('c'), tag('d')] }] });
  });

  it('leaves its group at the edge', () => {
    expect(moved('b', 'up')).toEqual({ all: [tag('a'), tag('b'), { any: [tag('c')] }, tag('d')] });
    expect(moved('c', 'down')).toEqual({ all: [tag('a'), { any: [tag('b')] }, tag('c'), tag('d')] });
  });

  it('keeps its order when the group it leaves goes with it', () => {
    expect(moved('b', 'down', { all: [{ any: [tag('b')] }, tag('c')] })).toEqual({ all: [tag('b'), tag('c')] });
  });

  it('stays at the two ends', () => {
    expect(moved('a', 'up')).toEqual(condition);
    expect(moved('d', 'down')).toEqual(condition);
  });

  it('keeps its key, so that its field keeps the focus', () => {
    const root = read(condition);
    const key = keyOf(root, 'a');
    expect(findItem(moveItem(root, key, 'down'), key)).toEqual({ key, leaf: { tag: 'a' } });
  });

  it('goes where it is dropped, counted as one sees it', () => {
    const root = read(condition);
    expect(writeTree(placeItem(root, keyOf(root, 'a'), root.key, 3))).toEqual({ all: [{ any: [tag('b'), tag('c')] }, tag('d'), tag('a')] });
    expect(writeTree(placeItem(root, keyOf(root, 'd'), groupOf(root, 1), 1))).toEqual({
      all: [tag('a'), { any: [tag('b'), tag('d'), tag('c')] }],
    });
  });

  it('never drops a group into itself', () => {
    const root = read(condition);
    expect(placeItem(root, groupOf(root, 1), groupOf(root, 1), 0)).toBe(root);
  });

  it('survives a drop onto its own place in a group of one', () => {
    const root = read({ all: [{ any: [tag('b')] }, tag('c')] });
    expect(writeTree(placeItem(root, keyOf(root, 'b'), groupOf(root, 0), 0))).toEqual({ all: [{ any: [tag('b')] }, tag('c')] });
  });
});
