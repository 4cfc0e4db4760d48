import type { Plan, Step } from '../plan.js';
import { saysTheSame } from './same.js';

/** Where the people of nodes that are gone go: to a node of the new version, or (`null`) out of the journey. */
export type EditMap = Readonly<Record<string, string | null>>;

/** What a new version means to the people who stand at a node and move over to it (decision 009). */
export type EditEffect =
  /** They stand where they stood, and wait for as long as before. */
  | { readonly does: 'stay' }
  /** What the node does is done anew, counted from the moment they came to it. */
  | { readonly does: 'anew' }
  /** Their node is gone: they come to another one now. */
  | { readonly does: 'go'; readonly to: string }
  /** Their node is gone: they leave now, with `stopped`. */
  | { readonly does: 'leave' }
  /** Their node is gone, and nobody has said where they go. */
  | { readonly does: 'ask' };

/** What the people who stand at a step wait for: all of it but its name and where it leads. */
const waitedFor = (step: Step): unknown => {
  switch (step.kind) {
    case 'wait':
      return step.rule;
    case 'time-window':
      return [step.window, step.zone];
    case 'wait-event':
      return [step.event, step.where, step.timeout];
    case 'task':
      return step.onward.waits ? step.onward.timeout : null;
    case 'branch':
      return step.paths.map(({ id, condition }) => [id, condition]);
    default:
      return null;
  }
};

const readsTheZone = (step: Step): boolean => step.kind === 'time-window' || (step.kind === 'wait' && step.rule.mode !== 'duration');

/** A node that has become one of another kind is another node. */
export const editEffect = (before: Plan, after: Plan, nodeId: string, map: EditMap): EditEffect => {
  const [old, step] = [before.steps[nodeId], after.steps[nodeId]];
  if (old && step && old.kind === step.kind) {
    const sameZone = before.settings.timeZone === after.settings.timeZone || !readsTheZone(step);
    return { does: sameZone && saysTheSame(waitedFor(old), waitedFor(step)) ? 'stay' : 'anew' };
  }
  const to = Object.hasOwn(map, nodeId) ? map[nodeId] : undefined;
  if (to === null) return { does: 'leave' };
  return to !== undefined && after.steps[to] ? { does: 'go', to } : { does: 'ask' };
};
