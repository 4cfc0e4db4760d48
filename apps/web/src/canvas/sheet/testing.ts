import type { GraphEdge, GraphNode, NodeDataByKind, NodeKind } from '@wayfare/journey';
import { graphSchema } from '@wayfare/journey';
import type { NewId } from './ids.js';
import { type Sheet, sheetOf } from './sheet.js';

const DATA: { readonly [K in NodeKind]: NodeDataByKind[K] } = {
  audience: { name: 'Everyone', segmentId: '7' },
  'event-entry': { name: 'Signed up', event: 'signup' },
  wait: { name: 'A day', mode: 'duration', duration: 'P1D' },
  'time-window': { name: 'Office hours', from: '09:00', to: '18:00', zone: 'customer' },
  'wait-event': { name: 'Bought?', event: 'purchase', timeout: 'P3D' },
  branch: { name: 'Tier', paths: [{ id: 'high', name: 'High', condition: { tag: 'vip' } }] },
  'frequency-check': { name: 'Too many?', limit: 3, within: 'P7D' },
  'score-split': {
    name: 'Points',
    attribute: 'points',
    bands: [
      { id: 'low', name: 'Low', below: 50 },
      { id: 'high', name: 'High' },
    ],
  },
  split: {
    name: 'Test',
    arms: [
      { id: 'a', name: 'A', weight: 50 },
      { id: 'b', name: 'B', weight: 50 },
    ],
  },
  experiment: {
    name: 'Letters',
    arms: [
      { id: 'a', name: 'A', weight: 50 },
      { id: 'b', name: 'B', weight: 50 },
    ],
    measure: { by: 'response' },
    mode: 'winner',
    decide: { after: { people: 1000 }, confidence: 0.95, otherwise: 'keep' },
  },
  send: { name: 'Hello', channel: 'email', templateId: '3' },
  update: { name: 'Mark', addTags: ['seen'] },
  webhook: { name: 'Call', connectorId: '1', templateId: '2' },
  coupon: { name: 'Gift', poolId: '5' },
  task: { name: 'Ring', title: 'Ring them', assignee: { role: 'manager' }, waitForIt: true, timeout: 'P3D' },
  'go-to': { name: 'On', journeyId: '9' },
  exit: { name: 'End' },
  note: { name: '', text: 'Ask Ann' },
};

/** A node of a kind, filled in. */
export const aNode = (id: string, type: NodeKind, y = 0, x = 0): GraphNode =>
  graphSchema.parse({ nodes: [{ id, type, position: { x, y }, data: DATA[type] }], edges: [] }).nodes[0] as GraphNode;

/** `'a > b'`, or `'a.else > b'` where the line leaves by a named way. */
export const aSheet = (nodes: readonly GraphNode[], ...lines: readonly string[]): Sheet => {
  const edges = lines.map((line): GraphEdge => {
    const [from = '', target = ''] = line.split(' > ');
    const [source = '', handle] = from.split('.');
    return { id: line, source, sourceHandle: handle ?? null, target };
  });
  return sheetOf(graphSchema.parse({ nodes, edges }));
};

/** The lines of a sheet in the same notation, in alphabetical order. */
export const linesOf = (sheet: Sheet): string[] =>
  sheet.edges.map(({ source, sourceHandle, target }) => `${source}${sourceHandle ? `.${sourceHandle}` : ''} > ${target}`).sort();

export const countingIds = (): NewId => {
  let last = 0;
  return (prefix) => {
    last += 1;
    return `${prefix}${last}`;
  };
};
