type Some<T> = readonly [T, ...T[]];

/** Items in groups of the same key, by the key, in the order in which the keys first appear. */
export const groupsBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, Some<T>> => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Some<T>[] => [...groupsBy(items, keyOf).values()];
