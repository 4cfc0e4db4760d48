import { addDuration } from '@wayfare/kernel';
import { profileWith } from '@wayfare/kernel/testing';
import type { Graph } from '../graph/schema.js';
import { interpret } from '../interpret/interpret.js';
import type { JourneyEvent } from '../interpret/path.js';
import { audience, branch, draw, exit, LAUNCH, note, occur, planOf, send, split, task, tell, wait, waitEvent } from '../testing.js';
import { changesBetween } from './diff.js';
import type { EditMap } from './effect.js';

interface Told {
  readonly after: string;
  readonly to: Graph;
  readonly map?: EditMap;
  readonly events?: readonly JourneyEvent[];
  readonly people?: 'finish' | 'move';
}

/** The way of somebody whose journey is edited some time after its launch. */
const way = (graph: Graph, { after, to, map = {}, events = [], people = 'move' }: Told): string[] =>
  tell(
    interpret(planOf(graph), profileWith({ email: 'a@customers.example', consent: { email: true } }), events, {
      journeyId: '1',
      workspaceZone: 'Asia/Shanghai',
      launchedAt: LAUNCH,
      until: addDuration(LAUNCH, 'P30D'),
      edits: [{ at: addDuration(LAUNCH, after), plan: planOf(to), people, map }],
    }),
  );

// all -> pause -> mail -> end
const pausing = (duration: string) =>
  draw({ all: audience(), pause: wait(duration), mail: send(), end: exit() }, ['all -> pause -> mail -> end']);

describe('somebody whose journey is edited', () => {
  it('waits by the new rule from when they began to wait, or goes at once where that is over', () => {
    expect(way(pausing('P2D'), { after: 'P1D', to: pausing('P5D') })).toEqual(['0 all → 0 pause → 5d mail → 5d end → 5d completed']);
    expect(way(pausing('P5D'), { after: 'P3D', to: pausing('P2D') })).toEqual(['0 all → 0 pause → 3d mail → 3d end → 3d completed']);
    expect(way(pausing('P2D'), { after: 'P1D', to: pausing('P5D'), people: 'finish' })).toEqual([
      '0 all → 0 pause → 2d mail → 2d end → 2d completed',
    ]);
  });

  it('waits on where nothing that they wait for has changed, and takes the new line', () => {
    const rewired = draw({ all: audience(), pause: wait('P2D'), mail: send(), end: exit() }, ['all -> mail -> pause -> end']);
    expect(way(pausing('P2D'), { after: 'P1D', to: rewired })).toEqual(['0 all → 0 pause → 2d end → 2d completed']);
  });

  it('goes where the publisher says when their step is gone, and gets no message twice', () => {
    const graph = draw({ all: audience(), mail: send(), pause: wait('P5D'), end: exit() }, ['all -> mail -> pause -> end']);
    const next = draw({ all: audience(), mail: send(), rest: wait('P1D'), end: exit() }, ['all -> mail -> rest -> end']);
    expect(way(graph, { after: 'P2D', to: next, map: { pause: 'mail' } })).toEqual([
      '0 all → 0 mail → 0 pause → 2d mail → 2d rest → 3d end → 3d completed',
    ]);
    expect(way(graph, { after: 'P2D', to: next, map: { pause: null } })).toEqual(['0 all → 0 mail → 0 pause → 2d stopped']);
    const { entries } = interpret(planOf(graph), profileWith({}), [], {
      journeyId: '1',
      workspaceZone: 'Asia/Shanghai',
      launchedAt: LAUNCH,
      until: addDuration(LAUNCH, 'P9D'),
      edits: [{ at: addDuration(LAUNCH, 'P2D'), plan: planOf(next), people: 'move', map: { pause: 'mail' } }],
    });
    expect(entries[0]?.messages).toHaveLength(1);
  });

  it('goes on by what they have done already, where they wait for something else now', () => {
    const hark = (event: string, timeout: string) =>
      draw({ all: audience(), hark: waitEvent(event, timeout), mail: send(), end: exit() }, [
        'all -> hark:matched -> mail -> end',
        'hark:timeout -> end',
      ]);
    const events = [occur('visit', 'P1D')];
    expect(way(hark('purchase', 'P9D'), { after: 'P2D', to: hark('visit', 'P9D'), events })).toEqual([
      '0 all → 0 hark:matched → 2d mail → 2d end → 2d completed',
    ]);
    expect(way(hark('purchase', 'P9D'), { after: 'P2D', to: hark('purchase', 'P1D'), events })).toEqual([
      '0 all → 0 hark:timeout → 2d end → 2d completed',
    ]);
  });

  it('waits for a colleague from when they began to, and does not wait again for what is done', () => {
    const asked = (timeout: string) =>
      draw({ all: audience(), call: task('Call', { timeout }), rest: wait('P9D'), end: exit() }, [
        'all -> call:done -> rest -> end',
        'call:timeout -> end',
      ]);
    expect(way(asked('P2D'), { after: 'P1D', to: asked('P4D') })).toEqual(['0 all → 0 call:timeout → 4d end → 4d completed']);
    const done = occur('customer.task_done', 'P1D', { properties: { journeyId: '1', nodeId: 'call' } });
    const next = draw({ all: audience(), call: task('Call', { timeout: 'P2D' }), mail: send(), end: exit() }, [
      'all -> call:done -> mail -> end',
      'call:timeout -> end',
    ]);
    expect(way(asked('P2D'), { after: 'P3D', to: next, map: { rest: 'call' }, events: [done] })).toEqual([
      '0 all → 0 call:done → 1d rest → 3d call:done → 3d mail → 3d end → 3d completed',
    ]);
  });

  it('stays in their arm, whatever the weights have become', () => {
    const graph = (a: number, b: number) =>
      draw({ all: audience(), ab: split({ a, b }), one: wait('P5D'), two: wait('P5D'), end: exit() }, [
        'all -> ab:a -> one -> end',
        'ab:b -> two -> end',
      ]);
    const next = draw({ all: audience(), ab: split({ a: 0, b: 1 }), third: wait('P1D'), end: exit() }, [
      'all -> ab:a -> third -> end',
      'ab:b -> end',
    ]);
    expect(way(graph(1, 0), { after: 'P1D', to: next, map: { one: 'ab', two: 'ab' } })).toEqual([
      '0 all → 0 ab:a → 0 one → 1d ab:a → 1d third → 2d end → 2d completed',
    ]);
  });
});

describe('the difference of two drawings', () => {
  it('is told field by field, and where a node lies is none', () => {
    const asked = (path: string) =>
      draw({ all: audience(), asked: branch({ [path]: { tag: 'vip' } }), end: exit() }, [
        `all -> asked:${path} -> end`,
        'asked:else -> end',
      ]);
    const moved = { ...asked('vip'), nodes: asked('vip').nodes.map((node) => ({ ...node, position: { x: 7, y: 7 } })) };
    expect(changesBetween(asked('vip'), moved)).toEqual({ nodes: [], lines: [], settings: [] });
    const { nodes, lines } = changesBetween(asked('vip'), asked('top'));
    expect(nodes.map(({ nodeId, change, fields }) => [nodeId, change, fields.map(({ field }) => field)])).toEqual([
      ['asked', 'changed', ['paths']],
    ]);
    expect(lines.map(({ handle, change }) => [handle, change])).toEqual([
      ['vip', 'removed'],
      ['top', 'added'],
    ]);
  });

  it('tells a node that has become one of another kind as another node', () => {
    const graph = (pause: ReturnType<typeof wait> | ReturnType<typeof send>) =>
      draw({ all: audience(), pause, end: exit() }, ['all -> pause -> end']);
    expect(changesBetween(graph(wait('P1D')), graph(send())).nodes.map(({ kind, change }) => [kind, change])).toEqual([
      ['wait', 'removed'],
      ['send', 'added'],
    ]);
  });
});

it('a note that says something else is told, one that was pulled larger is not', () => {
  const noted = (text: string, width: number) => {
    const graph = draw({ all: audience(), mail: send(), end: exit(), aside: note(text) }, ['all -> mail -> end']);
    return { ...graph, nodes: graph.nodes.map((node) => (node.type === 'note' ? { ...node, data: { ...node.data, width } } : node)) };
  };
  expect(changesBetween(noted('Ask Ann', 200), noted('Ask Ann', 400)).nodes).toEqual([]);
  expect(changesBetween(noted('Ask Ann', 200), noted('Ask Bo', 200)).nodes).toMatchObject([
    { nodeId: 'aside', kind: 'note', change: 'changed' },
  ]);
});
