import { describe, expect, it } from '@jest/globals';
import { clipOf, paste, readClip } from './clipboard.js';
import { insertAfter, insertOnEdge } from './insert.js';
import { removeNodes } from './remove.js';
import { graphOf, nodeIn, type SheetChange } from './sheet.js';
import { aNode, aSheet, countingIds, linesOf } from './testing.js';
import { tidy } from './tidy.js';
import { canConnect, connect, dropLooseEdges, rewire } from './wires.js';

const doing =
  (...changes: SheetChange[]): SheetChange =>
  (sheet) =>
    changes.reduce((now, change) => change(now), sheet);

// in ──► w ──► out
const line = () => aSheet([aNode('in', 'audience', 0), aNode('w', 'wait', 140), aNode('out', 'exit', 280)], 'in > w', 'w > out');

// in ──► b ──high──► yes ──► out
//        └──else──► no ────► out
const fork = () =>
  aSheet(
    [
      aNode('in', 'audience', 0),
      aNode('b', 'branch', 140),
      aNode('yes', 'send', 280),
      aNode('no', 'update', 280, 300),
      aNode('out', 'exit', 420),
    ],
    'in > b',
    'b.high > yes',
    'b.else > no',
    'yes > out',
    'no > out',
  );

describe('a step that is put into a line', () => {
  it('stands between the two, and what lies behind makes room', () => {
    const sheet = insertOnEdge(aNode('new', 'send'), 'in > w', countingIds())(line());
    expect(linesOf(sheet)).toEqual(['in > new', 'new > w', 'w > out']);
    const heights = ['in', 'new', 'w', 'out'].map((id) => nodeIn(sheet, id)?.position.y ?? 0);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect((heights[2] ?? 0) - (heights[1] ?? 0)).toBeGreaterThanOrEqual(120);
  });

  it('leads on by its first way out where it has several', () => {
    expect(linesOf(insertOnEdge(aNode('new', 'split'), 'w > out', countingIds())(line()))).toEqual(['in > w', 'new.a > out', 'w > new']);
  });

  it('keeps the way out by which the line left', () => {
    expect(linesOf(insertOnEdge(aNode('new', 'wait'), 'b.else > no', countingIds())(fork()))).toContain('b.else > new');
  });

  it('ends the line where it is an exit', () => {
    expect(linesOf(insertOnEdge(aNode('new', 'exit'), 'in > w', countingIds())(line()))).toEqual(['in > new', 'w > out']);
  });

  it('is refused where it is an entry', () => {
    const sheet = line();
    expect(insertOnEdge(aNode('new', 'event-entry'), 'in > w', countingIds())(sheet)).toBe(sheet);
  });

  it('is the only one chosen afterwards', () => {
    const sheet = insertAfter(aNode('new', 'wait'), 'w', null, countingIds())(line());
    expect(sheet.nodes.filter((node) => node.selected).map((node) => node.id)).toEqual(['new']);
  });
});

describe('a step that is taken away', () => {
  it('leaves its neighbours joined', () => {
    expect(linesOf(removeNodes(new Set(['w']), countingIds())(line()))).toEqual(['in > out']);
  });

  it('leaves the way open where it led to several', () => {
    expect(linesOf(removeNodes(new Set(['b']), countingIds())(fork()))).toEqual(['no > out', 'yes > out']);
  });

  it('joins over several that go at once', () => {
    expect(linesOf(removeNodes(new Set(['yes', 'no']), countingIds())(fork()))).toEqual(['b.else > out', 'b.high > out', 'in > b']);
  });
});

describe('a line', () => {
  it('takes the place of the one that left by the same way', () => {
    const sheet = connect({ source: 'b', sourceHandle: 'high', target: 'out' }, countingIds())(fork());
    expect(linesOf(sheet).filter((each) => each.startsWith('b.high'))).toEqual(['b.high > out']);
  });

  it.each([
    ['into an entry', { source: 'w', sourceHandle: null, target: 'in' }],
    ['back to where it came from', { source: 'w', sourceHandle: null, target: 'w' }],
    ['by a way out that is not there', { source: 'w', sourceHandle: 'else', target: 'out' }],
    ['out of an exit', { source: 'out', sourceHandle: null, target: 'w' }],
  ])('is not drawn %s', (_, wire) => {
    expect(canConnect(line(), wire)).toBe(false);
  });

  it('closes no circle', () => {
    const sheet = aSheet([aNode('a', 'wait'), aNode('b', 'wait'), aNode('c', 'wait')], 'a > b', 'b > c');
    expect(canConnect(sheet, { source: 'c', sourceHandle: null, target: 'a' })).toBe(false);
    expect(canConnect(sheet, { source: 'a', sourceHandle: null, target: 'c' })).toBe(true);
  });

  it('can be taken by one end and put elsewhere', () => {
    expect(linesOf(rewire('b.else > no', { source: 'b', sourceHandle: 'else', target: 'out' })(fork()))).toContain('b.else > out');
  });

  it('goes with the path that it left by', () => {
    const sheet = fork();
    const withoutPath = {
      ...sheet,
      nodes: sheet.nodes.map((node) => (node.type === 'branch' ? { ...node, data: { ...node.data, paths: [] } } : node)),
    };
    expect(linesOf(dropLooseEdges(withoutPath))).not.toContain('b.high > yes');
  });
});

describe('copied steps', () => {
  it('come back with ids of their own and the lines between them', () => {
    const sheet = fork();
    const clip = clipOf(sheet, new Set(['b', 'yes']));
    const pasted = paste(clip, { x: 40, y: 40 }, countingIds())(sheet);
    expect(pasted.nodes).toHaveLength(7);
    expect(linesOf(pasted)).toContain('n1.high > n2');
    expect(pasted.nodes.filter((node) => node.selected).map((node) => node.id)).toEqual(['n1', 'n2']);
  });

  it('ask for the messages of the copy, not of the original', () => {
    const asking = {
      ...aNode('b', 'branch'),
      data: { name: 'Opened?', paths: [{ id: 'p', name: '', condition: { message: { node: 's', result: 'opened' } } }] },
    };
    const sheet = aSheet([aNode('s', 'send'), asking as ReturnType<typeof aNode>], 's > b');
    const pasted = paste(clipOf(sheet, new Set(['s', 'b'])), { x: 0, y: 0 }, countingIds())(sheet);
    expect(JSON.stringify(nodeIn(pasted, 'n2')?.data)).toContain('"node":"n1"');
  });

  it('are told apart from any other text on the clipboard', () => {
    expect(readClip('{"wayfare":"else"}')).toBeNull();
    expect(readClip('hello')).toBeNull();
    expect(readClip(JSON.stringify(clipOf(line(), new Set(['w']))))?.nodes).toHaveLength(1);
  });
});

describe('tidying up', () => {
  it('puts every step below those that lead to it, the first path at the left', () => {
    const sheet = tidy(fork());
    const at = (id: string) => nodeIn(sheet, id)?.position ?? { x: 0, y: 0 };
    expect(at('in').y).toBeLessThan(at('b').y);
    expect(at('b').y).toBeLessThan(at('yes').y);
    expect(at('yes').y).toBeLessThan(at('out').y);
    expect(at('yes').x).toBeLessThan(at('no').x);
  });
});

it('saves nothing that the canvas keeps for itself', () => {
  const sheet = doing((now) => ({
    ...now,
    nodes: now.nodes.map((node) => ({ ...node, selected: true, measured: { width: 1, height: 1 } })),
  }))(line());
  expect(Object.keys(graphOf(sheet).nodes[0] ?? {}).sort()).toEqual(['data', 'id', 'position', 'type']);
});

describe('a note', () => {
  const noted = () => aSheet([aNode('in', 'audience', 0), aNode('note', 'note', 20, 300), aNode('out', 'exit', 140)], 'in > out');
  const pulled: SheetChange = (now) => ({
    ...now,
    nodes: now.nodes.map((node) => (node.type === 'note' ? { ...node, width: 330, height: 220 } : node)),
  });
  const noteOf = (graph: { readonly nodes: readonly { readonly type: string; readonly data: object }[] }) =>
    graph.nodes.find(({ type }) => type === 'note')?.data;

  it('keeps the size it was pulled to, saved and copied', () => {
    const sheet = pulled(noted());
    expect(noteOf(graphOf(sheet))).toEqual({ name: '', text: 'Ask Ann', width: 330, height: 220 });
    expect(noteOf(clipOf(sheet, new Set(['note'])))).toMatchObject({ width: 330, height: 220 });
  });

  it('takes no line, and none leads through it', () => {
    expect(canConnect(noted(), { source: 'in', sourceHandle: null, target: 'note' })).toBe(false);
    expect(linesOf(insertOnEdge(aNode('new', 'note'), 'in > out', countingIds())(noted()))).toEqual(['in > out']);
  });

  it('stays beside its card when all is tidied up', () => {
    const before = noted();
    const after = tidy(before);
    const apart = (sheet: typeof before) => (nodeIn(sheet, 'note')?.position.x ?? 0) - (nodeIn(sheet, 'in')?.position.x ?? 0);
    expect(apart(after)).toBe(apart(before));
  });
});
