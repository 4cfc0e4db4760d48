import type { JourneyChanges, LaunchChoice } from '@wayfare/contracts';

export type Standing = JourneyChanges['standing'][number];

/** As a choice of steps can hold it: an empty text is no answer yet. */
export const LEAVES = '-';

export const FINISH: LaunchChoice = { people: 'finish', map: {} };

/** Steps that are gone and have people, each once, whichever versions these go by. */
export const goneSteps = ({ standing }: Pick<JourneyChanges, 'standing'>): string[] => [
  ...new Set(standing.flatMap(({ nodeId, effect }) => (effect?.does === 'gone' ? [nodeId] : []))),
];

/** Whether it is said of everybody inside what becomes of them. */
export const isDecided = (changes: Pick<JourneyChanges, 'standing'> | undefined, { people, map }: LaunchChoice): boolean =>
  people === 'finish' || (changes !== undefined && goneSteps(changes).every((nodeId) => map[nodeId] !== undefined));

/** The choice once somebody has said where the people of a step go. */
export const sentTo = (choice: LaunchChoice, nodeId: string, target: string): LaunchChoice => ({
  ...choice,
  map: { ...choice.map, [nodeId]: target === LEAVES ? null : target },
});
