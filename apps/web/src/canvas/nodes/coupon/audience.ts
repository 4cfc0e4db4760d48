import type { Condition } from '@wayfare/kernel';
import { useShallow } from 'zustand/react/shallow';
import { audienceCondition, useCount } from '../../form/count.js';
import { upstream } from '../../sheet/wires.js';
import { useCanvas } from '../../store/context.js';

/** How many people the audiences before a node have now: more can't come to it by them. `undefined` where it can't be known. */
export const useMostPeople = (nodeId: string): number | undefined => {
  const asked = useCanvas(
    useShallow((state) => {
      const before = upstream(state.sheet, nodeId);
      const entries = state.sheet.nodes.filter((node) => before.has(node.id) && (node.type === 'audience' || node.type === 'event-entry'));
      return entries.map((node) => (node.type === 'audience' ? JSON.stringify(audienceCondition(node.data)) : 'null'));
    }),
  );
  const conditions = asked.map((text) => JSON.parse(text) as Condition | null);
  const known = conditions.flatMap((condition) => condition ?? []);
  const isKnown = known.length > 0 && known.length === conditions.length;
  return useCount(isKnown ? { any: known } : null).count;
};
