import { addDuration } from '@wayfare/kernel';
import { TASK_DONE_EVENT, type TaskStep } from '../../plan.js';
import { durationFindings } from '../../problems/checks.js';
import { type Finding, finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type Act, type NodeDefinition, none, ONE_WAY, type Scene } from '../definition.js';
import type { TaskData } from './schema.js';

const assigneeFindings = (assignee: TaskData['assignee'], known: GraphContext): readonly Finding[] => {
  if (!assignee || ('user' in assignee && assignee.user === '')) return [finding('missing_assignee')];
  return 'user' in assignee ? unless(known.colleagues.has(assignee.user), 'unknown_assignee', { user: assignee.user }) : [];
};

const taskFindings = ({ title, assignee, dueIn, waitForIt, timeout }: TaskData, known: GraphContext): readonly Finding[] => [
  ...unless(title.trim() !== '', 'missing_title'),
  ...assigneeFindings(assignee, known),
  ...(dueIn === undefined ? [] : durationFindings(dueIn)),
  ...(waitForIt ? durationFindings(timeout ?? '') : []),
];

/** What is heard when a colleague has done a task of a node. */
export const taskDone = (journeyId: string, nodeId: string): Extract<Act, { does: 'listen' }>['match'] => ({
  event: TASK_DONE_EVENT,
  where: [
    { property: 'journeyId', is: 'eq', value: journeyId },
    { property: 'nodeId', is: 'eq', value: nodeId },
  ],
});

/** Nobody waits a second time in one stay for what has been done already: an edit may lead somebody here again. */
const take = ({ id, onward }: TaskStep, scene: Scene): Act => {
  if (!onward.waits) return { does: 'go', to: onward.next, handle: null };
  if (scene.wentBefore === 'done') return { does: 'go', to: onward.done, handle: 'done' };
  return {
    does: 'listen',
    match: taskDone(scene.journeyId, id),
    until: addDuration(scene.now, onward.timeout),
    handle: 'done',
    matched: onward.done,
    timedOut: onward.timedOut,
  };
};

/** A colleague is asked to do something for each person: to call them, say. People go on at once, or stay until it is done. */
export const task: NodeDefinition<'task'> = {
  place: 'middle',
  sends: false,
  handles: ({ waitForIt }) =>
    waitForIt
      ? [
          { id: 'done', label: 'done' },
          { id: 'timeout', label: 'timeout' },
        ]
      : ONE_WAY,
  conditions: none,
  matches: none,
  findings: taskFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'task',
    id,
    name: data.name,
    title: data.title,
    note: data.note?.trim() ? data.note : null,
    assignee: data.assignee ?? { role: 'admin' },
    dueIn: data.dueIn || null,
    onward: data.waitForIt
      ? { waits: true, timeout: data.timeout ?? '', done: wiring.next('done'), timedOut: wiring.next('timeout') }
      : { waits: false, next: wiring.next(null) },
  }),
  interpret: take,
};
