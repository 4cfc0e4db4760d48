import { audience, branch, draw, exit, send, splitBy } from '../testing.js';
import { type Graph, graphSchema, NODE_KINDS } from './schema.js';

const position = { x: 0, y: 0 };
const read = (graph: unknown): Graph => graphSchema.parse(graph);

describe('graphSchema', () => {
  it('drops what the canvas adds for itself', () => {
    const graph = read({
      nodes: [
        {
          id: 'a',
          type: 'exit',
          position,
          data: { name: 'End', color: 'red' },
          width: 200,
          height: 80,
          selected: true,
          measured: { width: 200 },
          dragging: false,
        },
      ],
      edges: [
        { id: 'e', source: 'a', target: 'a', sourceHandle: null, targetHandle: null, selected: false, type: 'smooth', animated: true },
      ],
      viewport: { x: 0, y: 0, zoom: 1 },
    });
    expect(graph).toEqual({
      nodes: [{ id: 'a', type: 'exit', position, data: { name: 'End' } }],
      edges: [{ id: 'e', source: 'a', target: 'a', sourceHandle: null }],
      settings: {},
    });
  });

  it('reads back what it has read', () => {
    const graph = draw(
      { all: audience(), arms: splitBy('city', 'a', 'b'), asked: branch({ vip: { tag: 'vip' } }), mail: send(), end: exit() },
      ['all -> arms:a -> asked:vip -> mail -> end', 'arms:b -> end', 'asked:else -> end'],
    );
    expect(read(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
  });

  it.each(NODE_KINDS)('takes a node of kind %s that nobody has filled in yet', (type) => {
    const data = type === 'wait' ? { mode: 'duration' } : {};
    expect(graphSchema.safeParse({ nodes: [{ id: 'n', type, position, data }], edges: [] }).success).toBe(true);
  });

  it.each([
    ['a send without a template', 'send', { channel: 'email' }],
    ['a condition half written', 'branch', { paths: [{ id: 'p', name: '', condition: { all: [{ attribute: '', is: 'eq' }] } }] }],
    ['a duration half written', 'wait', { mode: 'duration', duration: 'P' }],
    ['a weight that is none yet', 'split', { arms: [{ id: 'a', name: '', weight: -1 }] }],
    ['a schedule half written', 'audience', { schedule: { cron: '0 9' } }],
  ])('takes %s', (_, type, data) => {
    expect(graphSchema.safeParse({ nodes: [{ id: 'n', type, position, data }], edges: [] }).success).toBe(true);
  });

  it.each([
    ['a kind that does not exist', { nodes: [{ id: 'n', type: 'teleport', position, data: {} }], edges: [] }],
    ['a node without a place', { nodes: [{ id: 'n', type: 'exit', data: {} }], edges: [] }],
    ['a node without an id', { nodes: [{ id: '', type: 'exit', position, data: {} }], edges: [] }],
    ['a wait without a mode', { nodes: [{ id: 'n', type: 'wait', position, data: {} }], edges: [] }],
    [
      'a weight that is text',
      { nodes: [{ id: 'n', type: 'split', position, data: { arms: [{ id: 'a', name: '', weight: '1' }] } }], edges: [] },
    ],
    ['an edge to nowhere', { nodes: [], edges: [{ id: 'e', source: 'a' }] }],
    ['a place at infinity', { nodes: [{ id: 'n', type: 'exit', position: { x: Number.POSITIVE_INFINITY, y: 0 }, data: {} }], edges: [] }],
    ['no nodes at all', { edges: [] }],
    ['text', 'graph'],
  ])('refuses %s', (_, graph) => {
    expect(graphSchema.safeParse(graph).success).toBe(false);
  });
});
