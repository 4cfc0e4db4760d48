import type { PreviewStep } from '@wayfare/contracts';
import type {
  BranchStep,
  ExperimentAllocation,
  ExperimentStep,
  FrequencyCheckStep,
  Plan,
  ScoreSplitStep,
  SendStep,
  SplitStep,
  Step,
} from '@wayfare/journey';
import { allocationAt, plannedWeights, splitSalt } from '@wayfare/journey';
import { saltSeed, stableFraction } from '@wayfare/kernel';
import type { Stay, Visit } from '../read/paths.js';

type Because = PreviewStep['because'];

/** What was decided about the message of a send. */
export interface Decided {
  readonly nodeId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly notBefore: Date;
  readonly deferredBy: string | null;
}

interface Context {
  readonly journeyId: string;
  readonly customerId: string;
  readonly stay: Stay;
  readonly messages: readonly Decided[];
  /** The shares of the journey's experiments, oldest first. */
  readonly allocations: readonly ExperimentAllocation[];
}

const because = (code: Because['code'], values: Because['values'] = {}): Because => ({ code, values });

const ofSend = ({ purpose }: SendStep, message: Decided | undefined): Because => {
  if (!message) return because('went_on');
  if (message.state === 'suppressed')
    return because('suppressed', { reason: message.reason ?? '', ...(purpose ? { purpose: purpose.key } : {}) });
  const at = message.notBefore.toISOString();
  return message.deferredBy ? because('deferred', { until: at, by: message.deferredBy }) : because('sent', { at });
};

const ofBranch = ({ paths }: BranchStep, handle: string | null): Because => {
  const path = paths.find(({ id }) => id === handle);
  return path ? because('path_holds', { path: path.name || path.id }) : because('no_path_holds');
};

const ofCheck = ({ limit }: FrequencyCheckStep, handle: string | null): Because =>
  because(handle === 'over' ? 'at_limit' : 'under_limit', { limit: String(limit) });

const ofScore = ({ attribute, bands }: ScoreSplitStep, handle: string | null): Because => {
  const band = bands.find(({ id }) => id === handle);
  return band ? because('in_band', { attribute, band: band.name || band.id }) : because('no_number', { attribute });
};

const ofSplit = (step: SplitStep, { handle }: Visit, { journeyId, customerId }: Context): Because => {
  const arm = step.arms.find(({ id }) => id === handle);
  const name = arm ? arm.name || arm.id : '';
  if (step.assignBy !== 'hash') return because('arm_by_attribute', { arm: name, attribute: step.assignBy.attribute });
  const fraction = stableFraction(customerId, saltSeed(splitSalt(journeyId, step.id)));
  return because('arm_by_hash', { arm: name, fraction: fraction.toFixed(3) });
};

const ofExperiment = (step: ExperimentStep, { handle, leftAt }: Visit, { allocations }: Context): Because => {
  const arm = step.arms.find(({ id }) => id === handle);
  const of = allocations.filter(({ nodeId, among }) => nodeId === step.id && among === step.among);
  const weights = (leftAt && allocationAt(of, leftAt)?.weights) ?? plannedWeights(step);
  return because('arm_by_experiment', { arm: arm ? arm.name || arm.id : '', share: String(weights[handle ?? ''] ?? 0) });
};

const ofWait = ({ arrivedAt, leftAt }: Visit): Because =>
  leftAt && leftAt > arrivedAt ? because('waited', { until: leftAt.toISOString() }) : because('no_wait');

const ofTask = (handle: string | null): Because => {
  if (handle === null) return because('task_made');
  return because(handle === 'done' ? 'task_done' : 'task_not_done');
};

const ofStep = (step: Step, visit: Visit, context: Context): Because => {
  switch (step.kind) {
    case 'audience':
    case 'event-entry':
      return because('came_in');
    case 'wait':
      return ofWait(visit);
    case 'wait-event':
      return visit.handle === 'timeout' ? because('timed_out', { event: step.event }) : because('went_on');
    case 'branch':
      return ofBranch(step, visit.handle);
    case 'frequency-check':
      return ofCheck(step, visit.handle);
    case 'score-split':
      return ofScore(step, visit.handle);
    case 'split':
      return ofSplit(step, visit, context);
    case 'experiment':
      return ofExperiment(step, visit, context);
    case 'coupon':
      return because(visit.handle === 'issued' ? 'got_code' : 'no_code');
    case 'task':
      return ofTask(visit.handle);
    case 'update':
      return because('changed');
    case 'send':
      return ofSend(
        step,
        context.messages.find(({ nodeId }) => nodeId === step.id),
      );
    case 'webhook':
      return because('told');
    default:
      return ofWait(visit).code === 'waited' ? ofWait(visit) : because('went_on');
  }
};

/** Why a person went from a step as they did; where the journey ended for them, why it did. */
const whyOf = (plan: Plan, visit: Visit, isLast: boolean, context: Context): Because => {
  const { exit, dueAt } = context.stay;
  if (isLast && exit) return exit.reason === 'completed' ? because('ended') : because('left', { reason: exit.reason });
  if (isLast) return because('stands_here', dueAt ? { until: dueAt.toISOString() } : {});
  const step = plan.steps[visit.nodeId];
  return step ? ofStep(step, visit, context) : because('went_on');
};

/** The steps of a stay, each with its reason. */
export const explainStay = (plan: Plan, context: Context): PreviewStep[] =>
  context.stay.visits.map((visit, place) => ({
    nodeId: visit.nodeId,
    at: visit.arrivedAt.toISOString(),
    leftAt: visit.leftAt?.toISOString() ?? null,
    handle: visit.handle,
    because: whyOf(plan, visit, place === context.stay.visits.length - 1, context),
  }));
