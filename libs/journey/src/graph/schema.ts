import { z } from 'zod';
import { type AudienceData, audienceData } from '../nodes/audience/schema.js';
import { type BranchData, branchData } from '../nodes/branch/schema.js';
import { type CouponData, couponData } from '../nodes/coupon/schema.js';
import { type EventEntryData, eventEntryData } from '../nodes/event-entry/schema.js';
import { type ExitData, exitData } from '../nodes/exit/schema.js';
import { type ExperimentData, experimentData } from '../nodes/experiment/schema.js';
import { type FrequencyCheckData, frequencyCheckData } from '../nodes/frequency-check/schema.js';
import { type GoToData, goToData } from '../nodes/go-to/schema.js';
import { type NoteData, noteData } from '../nodes/note/schema.js';
import { type ScoreSplitData, scoreSplitData } from '../nodes/score-split/schema.js';
import { type SendData, sendData } from '../nodes/send/schema.js';
import { type SplitData, splitData } from '../nodes/split/schema.js';
import { type TaskData, taskData } from '../nodes/task/schema.js';
import { type TimeWindowData, timeWindowData } from '../nodes/time-window/schema.js';
import { type UpdateData, updateData } from '../nodes/update/schema.js';
import { type WaitData, waitData } from '../nodes/wait/schema.js';
import { type WaitEventData, waitEventData } from '../nodes/wait-event/schema.js';
import { type WebhookData, webhookData } from '../nodes/webhook/schema.js';
import { journeySettingsSchema } from './settings.js';
import { drawnId } from './text.js';

/** Every kind of node that can be drawn. Each becomes a step of the same kind, but the note, which is only drawn. */
export const NODE_KINDS = [
  'audience',
  'event-entry',
  'wait',
  'time-window',
  'wait-event',
  'branch',
  'frequency-check',
  'score-split',
  'split',
  'experiment',
  'update',
  'send',
  'webhook',
  'coupon',
  'task',
  'go-to',
  'exit',
  'note',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** What a node of each kind holds in its `data`. */
export interface NodeDataByKind {
  audience: AudienceData;
  'event-entry': EventEntryData;
  wait: WaitData;
  'time-window': TimeWindowData;
  'wait-event': WaitEventData;
  branch: BranchData;
  'frequency-check': FrequencyCheckData;
  'score-split': ScoreSplitData;
  split: SplitData;
  experiment: ExperimentData;
  send: SendData;
  update: UpdateData;
  webhook: WebhookData;
  coupon: CouponData;
  task: TaskData;
  'go-to': GoToData;
  exit: ExitData;
  note: NoteData;
}

const coordinate = z.number().min(-1e7).max(1e7);
const position = z.object({ x: coordinate, y: coordinate });

const nodeOf = <K extends NodeKind, S extends z.ZodType<NodeDataByKind[K]>>(kind: K, data: S) =>
  z.object({ id: drawnId, type: z.literal(kind), position, data });

export const graphNodeSchema = z.discriminatedUnion('type', [
  nodeOf('audience', audienceData),
  nodeOf('event-entry', eventEntryData),
  nodeOf('wait', waitData),
  nodeOf('time-window', timeWindowData),
  nodeOf('wait-event', waitEventData),
  nodeOf('branch', branchData),
  nodeOf('frequency-check', frequencyCheckData),
  nodeOf('score-split', scoreSplitData),
  nodeOf('split', splitData),
  nodeOf('experiment', experimentData),
  nodeOf('send', sendData),
  nodeOf('update', updateData),
  nodeOf('webhook', webhookData),
  nodeOf('coupon', couponData),
  nodeOf('task', taskData),
  nodeOf('go-to', goToData),
  nodeOf('exit', exitData),
  nodeOf('note', noteData),
]);

/** A node of one kind; of any kind where none is named. */
export type GraphNode<K extends NodeKind = NodeKind> = {
  [P in K]: { id: string; type: P; position: { x: number; y: number }; data: NodeDataByKind[P] };
}[K];

export const graphEdgeSchema = z.object({ id: drawnId, source: drawnId, sourceHandle: z.string().max(200).nullish(), target: drawnId });
export type GraphEdge = z.output<typeof graphEdgeSchema>;

/**
 * What the canvas draws and saves (api.md, "Graph"): right in its shape, but perhaps unfinished: names still empty,
 * handles still open, steps lying about. Whether it can be launched, `validate` says. Keys that the canvas adds for itself
 * (`width`, `selected`, `measured` …) are dropped.
 */
export const graphSchema = z.object({
  nodes: z.array(graphNodeSchema).max(2000),
  edges: z.array(graphEdgeSchema).max(5000),
  settings: journeySettingsSchema.default({}),
});
export type Graph = z.output<typeof graphSchema>;
