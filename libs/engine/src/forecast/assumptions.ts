import type { ForecastResult } from '@wayfare/contracts';
import type { Plan, Step } from '@wayfare/journey';
import { type Leaf, leavesOf, messageNodesOf } from '@wayfare/kernel';

type Assumption = ForecastResult['assumptions'][number];

const isKind =
  (kind: Step['kind']) =>
  (step: Step): boolean =>
    step.kind === kind;

const asksForMessages = (step: Step): boolean =>
  step.kind === 'branch' && step.paths.some(({ condition }) => messageNodesOf(condition).length > 0);

const isAboutHistory = (leaf: Leaf): boolean => 'messages' in leaf || 'enrollments' in leaf;
const asksForHistory = (step: Step): boolean =>
  step.kind === 'branch' && step.paths.some(({ condition }) => leavesOf(condition).some(isAboutHistory));

/** What a forecast of a plan takes for granted, as far as the plan depends on it. */
export const assumptionsOf = ({ steps, settings }: Plan): Assumption[] => {
  const nodesWhere = (holds: (step: Step) => boolean): string[] => Object.values(steps).flatMap((step) => (holds(step) ? [step.id] : []));
  const about = (code: Assumption['code'], nodes: string[]): Assumption[] => (nodes.length > 0 ? [{ code, nodes }] : []);
  const always = (code: Assumption['code'], holds: boolean): Assumption[] => (holds ? [{ code, nodes: [] }] : []);
  return [
    ...about('nobody_enters_by_events', nodesWhere(isKind('event-entry'))),
    ...about('experiments_stay', nodesWhere(isKind('experiment'))),
    ...about('events_time_out', nodesWhere(isKind('wait-event'))),
    ...about(
      'tasks_time_out',
      nodesWhere((step) => step.kind === 'task' && step.onward.waits),
    ),
    ...about('not_followed', nodesWhere(isKind('go-to'))),
    ...about('nobody_opens', nodesWhere(asksForMessages)),
    ...about('history_until_now', nodesWhere(asksForHistory)),
    ...always('nobody_acts', settings.goal?.exitOnGoal === true || settings.exitWhen !== null),
    ...always('guard_confirmed', settings.blastGuard !== undefined),
    ...always('sent_on_time', nodesWhere(isKind('send')).length > 0),
    ...always('others_stand_still', nodesWhere(isKind('send')).length > 0),
  ];
};
