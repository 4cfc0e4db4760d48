import { type NodeDefinition, none } from '../definition.js';

/** The way through ends here. */
export const exit: NodeDefinition<'exit'> = {
  place: 'exit',
  sends: false,
  handles: none,
  conditions: none,
  matches: none,
  findings: none,
  compile: ({ id, data }) => ({ kind: 'exit', id, name: data.name, reason: data.reason ?? 'completed' }),
  interpret: (step) => ({ does: 'leave', reason: step.reason }),
};
