import { isSendingKind } from '@wayfare/journey';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Sheet } from '../sheet/sheet.js';
import { upstream } from '../sheet/wires.js';
import { useCanvas } from '../store/context.js';

export interface Sender {
  readonly id: string;
  readonly name: string;
}

/** The steps that send and that people have passed before they come to a node; all of them where none is named. */
const sendersBefore = (sheet: Sheet, nodeId: string | null): Sender[] => {
  const before = nodeId === null ? null : upstream(sheet, nodeId);
  return sheet.nodes
    .filter((node) => isSendingKind(node.type) && (before?.has(node.id) ?? true))
    .map((node) => ({ id: node.id, name: node.data.name || node.id }));
};

/** For conditions on messages; the same array until a sender comes, goes or is renamed. */
export const useSenders = (nodeId: string | null): readonly Sender[] => {
  const flat = useCanvas(useShallow((state) => sendersBefore(state.sheet, nodeId).flatMap(({ id, name }) => [id, name])));
  return useMemo(() => flat.flatMap((id, at) => (at % 2 === 0 ? [{ id, name: flat[at + 1] ?? id }] : [])), [flat]);
};
