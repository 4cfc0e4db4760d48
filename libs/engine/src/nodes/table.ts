import type { Step, StepKind } from '@wayfare/journey';
import type { Cohort } from '../cohorts/cohort.js';
import { audience } from './audience/index.js';
import { branch } from './branch/index.js';
import { coupon } from './coupon/index.js';
import { eventEntry } from './event-entry/index.js';
import { exit } from './exit/index.js';
import { experiment } from './experiment/index.js';
import { frequencyCheck } from './frequency-check/index.js';
import { goTo } from './go-to/index.js';
import type { NodeHandler, Outcome, Scene, StepByKind } from './handler.js';
import { scoreSplit } from './score-split/index.js';
import { send } from './send/index.js';
import { split } from './split/index.js';
import { task } from './task/index.js';
import { timeWindow } from './time-window/index.js';
import { update } from './update/index.js';
import { wait } from './wait/index.js';
import { waitEvent } from './wait-event/index.js';
import { webhook } from './webhook/index.js';

/** Every kind of node and what it does. A kind that is missing here does not build. */
const TABLE: { readonly [K in StepKind]: NodeHandler<K> } = {
  audience,
  'event-entry': eventEntry,
  wait,
  'time-window': timeWindow,
  'wait-event': waitEvent,
  branch,
  'frequency-check': frequencyCheck,
  'score-split': scoreSplit,
  split,
  experiment,
  update,
  send,
  webhook,
  coupon,
  task,
  'go-to': goTo,
  exit,
};

export const touchesPeople = (step: Step): boolean => TABLE[step.kind].touchesPeople;
export const changesPeople = (step: Step): boolean => TABLE[step.kind].changesPeople;

export const takeStep = <K extends StepKind>(step: StepByKind[K] & { kind: K }, cohort: Cohort, scene: Scene): Promise<Outcome> =>
  TABLE[step.kind].take(step, cohort, scene);
