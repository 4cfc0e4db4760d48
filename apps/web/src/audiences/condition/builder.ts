import type { Catalogue, HistorySources, OrderValues } from '@wayfare/contracts';
import { createContext, use } from 'react';
import type { Names } from './names.js';
import type { Subject } from './subjects.js';
import type { Group, Keys } from './tree.js';

/** What every row and group of one builder shares. */
export interface Builder {
  readonly root: Group;
  readonly keys: Keys;
  readonly catalogue: Catalogue;
  /** What occurs in orders, once it is known. */
  readonly orderValues: OrderValues | undefined;
  /** Journeys, their sends, and templates, once they are known. */
  readonly history: HistorySources | undefined;
  readonly subjects: readonly Subject[];
  readonly names: Names;
  /** The row that was just added, whose field wants the focus, or just moved, whose handle does. */
  readonly fresh: { readonly key: string; readonly part: 'value' | 'handle' } | null;
  readonly drag: DragState | null;
  change(edit: (root: Group) => Group, fresh?: Builder['fresh']): void;
  setDrag(drag: DragState | null): void;
}

export interface DragState {
  readonly key: string;
  /** Where it would land: a place in a group. */
  readonly over: { readonly group: string; readonly at: number } | null;
}

export const BuilderContext = createContext<Builder | null>(null);

export const useBuilder = (): Builder => {
  const builder = use(BuilderContext);
  if (!builder) throw new Error('a row of a condition stands outside a builder');
  return builder;
};
