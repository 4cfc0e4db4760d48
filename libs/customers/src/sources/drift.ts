import type { Drift, SourceColumn } from '@wayfare/contracts';

/** How a source's columns differ from those that a feed was mapped by; null where they do not. */
export const driftOf = (before: readonly SourceColumn[], now: readonly SourceColumn[]): Drift | null => {
  const then = new Map(before.map((column) => [column.name, column]));
  const there = new Set(now.map(({ name }) => name));
  const drift: Drift = {
    added: now.filter(({ name }) => !then.has(name)).map(({ name }) => name),
    gone: before.filter(({ name }) => !there.has(name)).map(({ name }) => name),
    changed: now.flatMap(({ name, type, family }) => {
      const old = then.get(name);
      return old && old.family !== family ? [{ name, from: old.type, to: type }] : [];
    }),
  };
  return drift.added.length + drift.gone.length + drift.changed.length === 0 ? null : drift;
};

/** The columns whose drift can't be read over: those that something becomes of, gone or of another kind. */
export const breakingColumns = (drift: Drift, used: ReadonlySet<string>): string[] =>
  [...drift.gone, ...drift.changed.map(({ name }) => name)].filter((name) => used.has(name));
