import { messageNodesOf } from '@wayfare/kernel';
import { conditionOn, peopleOf } from '../../steps/people.js';
import type { NodeHandler } from '../handler.js';
import { messagesAreSettled } from './settled.js';

/** People part by what is true of them: the first path whose condition holds, else the last one. */
export const branch: NodeHandler<'branch'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const nodes = [...new Set(step.paths.flatMap(({ condition }) => messageNodesOf(condition)))];
    if (nodes.length > 0 && !(await messagesAreSettled(scene.tx, cohort, nodes))) return { does: 'hold' };
    const people = peopleOf(cohort, { customers: true });
    const cases: string[] = [];
    for (const [way, path] of step.paths.entries())
      cases.push(`WHEN ${await conditionOn(people, path.condition, cohort, scene)} THEN ${way}`);
    return {
      does: 'part',
      parting: people.select(`CASE ${cases.join(' ')} ELSE ${step.paths.length} END`),
      ways: [
        ...step.paths.map(({ id, next }) => ({ does: 'go', to: next, handle: id }) as const),
        { does: 'go', to: step.otherwise, handle: 'else' },
      ],
    };
  },
};
