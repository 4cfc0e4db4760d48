import type { Condition } from '@wayfare/kernel';
import type { NodeDataByKind, NodeKind } from '../graph/schema.js';

type Unnamed<D> = D extends unknown ? Omit<D, 'name'> & { name?: string } : never;

/** A node before it has a place and an id; its name is its id unless it says otherwise. */
export type Sketch = { [K in NodeKind]: { type: K; data: Unnamed<NodeDataByKind[K]> } }[NodeKind];

type Of<K extends NodeKind> = Extract<Sketch, { type: K }>;
type Match = Pick<NodeDataByKind['wait-event'], 'event' | 'where'>;

const EVERYBODY: Condition = { attribute: 'createdAt', is: 'exists' };

/** Everybody, once, at launch, unless it says otherwise. */
export const audience = (data: Partial<NodeDataByKind['audience']> = { condition: EVERYBODY }): Of<'audience'> => ({
  type: 'audience',
  data: { reentry: { policy: 'never' }, ...(data.segmentId || data.listId ? {} : { condition: EVERYBODY }), ...data },
});
export const eventEntry = (event: string, data: Partial<NodeDataByKind['event-entry']> = {}): Of<'event-entry'> => ({
  type: 'event-entry',
  data: { event, reentry: { policy: 'never' }, ...data },
});
export const wait = (duration: string): Of<'wait'> => ({ type: 'wait', data: { mode: 'duration', duration } });
export const waitUntil = (time: string, rule: { weekdays?: number[]; zone?: 'customer' | 'workspace' } = {}): Of<'wait'> => ({
  type: 'wait',
  data: { mode: 'until', time, zone: 'customer', ...rule },
});
export const waitDate = (attribute: string, rule: { offset?: string; time?: string; yearly?: boolean } = {}): Of<'wait'> => ({
  type: 'wait',
  data: { mode: 'date', attribute, ...rule },
});
export const timeWindow = (
  from: string,
  to: string,
  rule: { weekdays?: number[]; zone?: 'customer' | 'workspace' } = {},
): Of<'time-window'> => ({ type: 'time-window', data: { from, to, zone: 'customer', ...rule } });
export const waitEvent = (match: string | Match, timeout: string): Of<'wait-event'> => ({
  type: 'wait-event',
  data: { ...(typeof match === 'string' ? { event: match } : match), timeout },
});
/** Paths by their ids, in the order in which they are asked. */
export const branch = (paths: Readonly<Record<string, Condition>>): Of<'branch'> => ({
  type: 'branch',
  data: { paths: Object.entries(paths).map(([id, condition]) => ({ id, name: id, condition })) },
});
export const frequencyCheck = (data: Partial<NodeDataByKind['frequency-check']> = {}): Of<'frequency-check'> => ({
  type: 'frequency-check',
  data: { limit: 1, within: 'P7D', ...data },
});
/** Bands by their ids, with the bound of each; the last has none. */
export const scoreSplit = (attribute: string, bands: Readonly<Record<string, number | undefined>>): Of<'score-split'> => ({
  type: 'score-split',
  data: { attribute, bands: Object.entries(bands).map(([id, below]) => ({ id, name: id, ...(below === undefined ? {} : { below }) })) },
});
const armsOf = (weights: Readonly<Record<string, number>>, control?: string): NodeDataByKind['split']['arms'] =>
  Object.entries(weights).map(([id, weight]) => ({ id, name: id, weight, ...(id === control ? { control: true } : {}) }));
/** Bands by their ids, each with the tenth that it ends with; the last takes the rest. */
export const decileSplit = (attribute: string, bands: Readonly<Record<string, number | undefined>>): Of<'score-split'> => ({
  type: 'score-split',
  data: {
    attribute,
    mode: 'deciles',
    bands: Object.entries(bands).map(([id, to]) => ({ id, name: id, ...(to === undefined ? {} : { to }) })),
  },
});
/** Arms by their ids, with their weights; `control` names the arm that is left alone. */
export const split = (weights: Readonly<Record<string, number>>, control?: string): Of<'split'> => ({
  type: 'split',
  data: { arms: armsOf(weights, control) },
});
/** Arms by their ids, with their weights; decided after 1,000 people unless it says otherwise. */
export const experiment = (
  weights: Readonly<Record<string, number>>,
  data: Partial<Omit<NodeDataByKind['experiment'], 'arms'>> & { control?: string } = {},
): Of<'experiment'> => {
  const { control, ...rest } = data;
  return {
    type: 'experiment',
    data: {
      arms: armsOf(weights, control),
      measure: { by: 'response' },
      mode: 'winner',
      decide: { after: { people: 1000 }, confidence: 0.95, otherwise: 'keep' },
      ...rest,
    },
  };
};
/** Arms that an attribute names. */
export const splitBy = (attribute: string, ...arms: string[]): Of<'split'> => ({
  type: 'split',
  data: { assignBy: { attribute }, arms: armsOf(Object.fromEntries(arms.map((id) => [id, 1]))) },
});
export const send = (data: Partial<NodeDataByKind['send']> = {}): Of<'send'> => ({
  type: 'send',
  data: { channel: 'email', templateId: 'mail', ...data },
});
export const update = (data: Partial<NodeDataByKind['update']>): Of<'update'> => ({ type: 'update', data });
export const webhook = (data: Partial<NodeDataByKind['webhook']> = {}): Of<'webhook'> => ({
  type: 'webhook',
  data: { templateId: 'hook', ...data },
});
/** Tiers by the pools that they take from, with their conditions. */
export const coupon = (poolId = 'pool-1', tiers: Readonly<Record<string, Condition>> = {}, validFor?: string): Of<'coupon'> => ({
  type: 'coupon',
  data: {
    poolId,
    tiers: Object.entries(tiers).map(([pool, condition], at) => ({ id: `t${at + 1}`, name: '', condition, poolId: pool })),
    ...(validFor === undefined ? {} : { validFor }),
  },
});
/** For the administrators, unless it says otherwise; people go on at once, or wait where a time-out is given. */
export const task = (title = 'Call {{ customer.attributes.name }}', data: Partial<NodeDataByKind['task']> = {}): Of<'task'> => ({
  type: 'task',
  data: { title, assignee: { role: 'admin' }, ...(data.timeout === undefined ? {} : { waitForIt: true }), ...data },
});
export const goTo = (journeyId = 'journey-1'): Of<'go-to'> => ({ type: 'go-to', data: { journeyId } });
export const exit = (): Of<'exit'> => ({ type: 'exit', data: {} });
export const note = (text: string): Of<'note'> => ({ type: 'note', data: { text } });
