import type { EventLeaf, NextEvent } from '@wayfare/kernel';

/** What is to follow an event, or must not have: as people choose it. */
export const NEXT_KINDS = ['followedBy', 'notFollowedBy'] as const;
export type NextKind = (typeof NEXT_KINDS)[number];

/** What is asked to come after an event, in the order in which it is shown. */
export const nextsOf = (leaf: EventLeaf): { readonly kind: NextKind; readonly next: NextEvent }[] =>
  NEXT_KINDS.flatMap((kind) => {
    const next = leaf[kind];
    return next ? [{ kind, next }] : [];
  });

export const nextOf = (leaf: EventLeaf): NextEvent[] => nextsOf(leaf).map(({ next }) => next);

/** The same question with something else to follow; null: nothing. What stood under the other kind stays. */
export const withNext = (leaf: EventLeaf, kind: NextKind, next: NextEvent | null): EventLeaf => {
  const { [kind]: _before, ...rest } = leaf;
  return next === null ? rest : { ...rest, [kind]: next };
};
