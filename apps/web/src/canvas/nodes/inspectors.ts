import type { NodeDataByKind, NodeKind } from '@wayfare/journey';
import type { ComponentType } from 'react';
import { Inspector as audience } from './audience/Inspector.js';
import { Inspector as branch } from './branch/Inspector.js';
import { Inspector as coupon } from './coupon/Inspector.js';
import { Inspector as eventEntry } from './event-entry/Inspector.js';
import { Inspector as exit } from './exit/Inspector.js';
import { Inspector as experiment } from './experiment/Inspector.js';
import { Inspector as frequencyCheck } from './frequency-check/Inspector.js';
import { Inspector as goTo } from './go-to/Inspector.js';
import { Inspector as note } from './note/Inspector.js';
import { Inspector as scoreSplit } from './score-split/Inspector.js';
import { Inspector as send } from './send/Inspector.js';
import { Inspector as split } from './split/Inspector.js';
import { Inspector as task } from './task/Inspector.js';
import { Inspector as timeWindow } from './time-window/Inspector.js';
import { Inspector as update } from './update/Inspector.js';
import { Inspector as wait } from './wait/Inspector.js';
import { Inspector as waitEvent } from './wait-event/Inspector.js';
import { Inspector as webhook } from './webhook/Inspector.js';

export interface InspectorProps<K extends NodeKind> {
  readonly nodeId: string;
  readonly data: NodeDataByKind[K];
  /** @param thing what is being changed: typing in one field is one step back */
  change(data: NodeDataByKind[K], thing?: string): void;
  /** The sentence of the first of these problems that the node has, for the field that can mend it. */
  fault(...codes: readonly string[]): string | undefined;
}

/** The form of every kind of node. A kind that is missing here does not build. */
const TABLE: { readonly [K in NodeKind]: ComponentType<InspectorProps<K>> } = {
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
  send,
  update,
  webhook,
  coupon,
  task,
  'go-to': goTo,
  exit,
  note,
};

export const inspectorOf = <K extends NodeKind>(kind: K): ComponentType<InspectorProps<K>> => TABLE[kind];
