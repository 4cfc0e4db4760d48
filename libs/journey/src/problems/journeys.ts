import type { Drawing } from '../graph/drawing.js';
import { isEntryKind } from '../nodes/table.js';
import type { Reentry } from '../plan.js';
import { finding, type Problem, problemAt } from './codes.js';
import type { GraphContext, KnownJourney } from './known.js';

/** The shortest way from a journey to another one, over journeys that hand people on; `null` where none leads there. */
const wayTo = (from: string, to: string, journeys: readonly KnownJourney[]): readonly KnownJourney[] | null => {
  const ways: KnownJourney[][] = journeys.filter(({ id }) => id === from).map((journey) => [journey]);
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1);
    if (last?.leadsTo.includes(to)) return way;
    for (const next of journeys)
      if (last?.leadsTo.includes(next.id) && !seen.has(next.id)) {
        seen.add(next.id);
        ways.push([...way, next]);
      }
  }
  return null;
};

/** How people come in again by the first entry of a drawing. */
const reentryOf = ({ nodes }: Drawing): Reentry['policy'] => {
  const entry = [...nodes.values()].find((node) => isEntryKind(node.type));
  return (entry?.type === 'audience' || entry?.type === 'event-entry' ? entry.data.reentry?.policy : undefined) ?? 'never';
};

/**
 * Journeys that hand people on to each other in a circle. It is allowed where each of them lets people rest for a while before they come in again: otherwise they would go round for ever, or be turned
 * away at the second round, and neither is what somebody meant.
 */
export const circleProblems = (drawing: Drawing, known: GraphContext): readonly Problem[] => {
  const { journeyId, journeys } = known;
  if (journeyId === undefined) return [];
  return [...drawing.nodes.values()].flatMap((node) => {
    const target = node.type === 'go-to' ? node.data.journeyId : undefined;
    const circle = target && target !== journeyId ? wayTo(target, journeyId, journeys) : null;
    if (!circle || [reentryOf(drawing), ...circle.map(({ reentry }) => reentry)].every((policy) => policy === 'after')) return [];
    return [problemAt(node.id, finding('circle_of_journeys', { path: circle.map(({ name }) => name).join(' → ') }))];
  });
};
