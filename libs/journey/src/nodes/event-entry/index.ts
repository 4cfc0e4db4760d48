import { type NodeDefinition, none, ONE_WAY } from '../definition.js';
import { compileEntry, entryFindings } from '../entry.js';
import { compileMatch } from '../match.js';

/** Whoever does something comes in, at the instant at which it is received. */
export const eventEntry: NodeDefinition<'event-entry'> = {
  place: 'entry',
  sends: false,
  handles: () => ONE_WAY,
  conditions: none,
  matches: (data) => [data],
  findings: entryFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'event-entry',
    id,
    name: data.name,
    ...compileMatch(data),
    ...compileEntry(data),
    next: wiring.next(null),
  }),
  interpret: (step) => ({ does: 'go', to: step.next, handle: null }),
};
