import type { NodeDataByKind, NodeKind } from '@wayfare/journey';
import type { TFunction } from 'i18next';
import { tight } from '../../i18n/spacing.js';
import type { Family } from '../../ui/FamilyIcon.js';
import type { IconName } from '../../ui/icons.js';
import { audience } from './audience/index.js';
import { branch } from './branch/index.js';
import { coupon } from './coupon/index.js';
import { eventEntry } from './event-entry/index.js';
import { exit } from './exit/index.js';
import { experiment } from './experiment/index.js';
import { frequencyCheck } from './frequency-check/index.js';
import { goTo } from './go-to/index.js';
import type { KindView } from './kind.js';
import { note } from './note/index.js';
import { scoreSplit } from './score-split/index.js';
import { send } from './send/index.js';
import { split } from './split/index.js';
import { task } from './task/index.js';
import { timeWindow } from './time-window/index.js';
import { update } from './update/index.js';
import { wait } from './wait/index.js';
import { waitEvent } from './wait-event/index.js';
import { webhook } from './webhook/index.js';
import type { Words } from './words.js';

/** Every kind of node as the canvas shows it. A kind that is missing here does not build. */
const TABLE: { readonly [K in NodeKind]: KindView<K> } = {
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

export const familyOf = (kind: NodeKind): Family => TABLE[kind].family;
export const iconOf = <K extends NodeKind>(kind: K, data: NodeDataByKind[K]): IconName => TABLE[kind].icon(data);
export const sentenceOf = <K extends NodeKind>(kind: K, data: NodeDataByKind[K], words: Words): string =>
  tight(TABLE[kind].sentence(data, words));
export const defaultsOf = <K extends NodeKind>(kind: K, t: TFunction): NodeDataByKind[K] => TABLE[kind].defaults(t);
