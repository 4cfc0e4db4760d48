import { addDuration } from '@wayfare/kernel';
import { durationFindings } from '../../problems/checks.js';
import { type NodeDefinition, none } from '../definition.js';
import { compileMatch } from '../match.js';

/** People stay until they do something, or until their time is up. */
export const waitEvent: NodeDefinition<'wait-event'> = {
  place: 'middle',
  sends: false,
  handles: () => [
    { id: 'matched', label: 'matched' },
    { id: 'timeout', label: 'timeout' },
  ],
  conditions: none,
  matches: (data) => [data],
  findings: (data) => durationFindings(data.timeout),
  compile: ({ id, data }, wiring) => ({
    kind: 'wait-event',
    id,
    name: data.name,
    ...compileMatch(data),
    timeout: data.timeout,
    matched: wiring.next('matched'),
    timedOut: wiring.next('timeout'),
  }),
  interpret: (step, scene) => ({
    does: 'listen',
    match: { event: step.event, where: step.where },
    until: addDuration(scene.now, step.timeout),
    handle: 'matched',
    matched: step.matched,
    timedOut: step.timedOut,
  }),
};
