import { beforeEach, describe, expect, it } from '@jest/globals';
import { insertOnEdge } from '../sheet/insert.js';
import { removeNodes } from '../sheet/remove.js';
import { changeData, graphOf, moveBy } from '../sheet/sheet.js';
import { aNode, aSheet, countingIds, linesOf } from '../sheet/testing.js';
import { type CanvasStore, createCanvasStore } from './canvas-store.js';

const graph = () => graphOf(aSheet([aNode('in', 'audience', 0), aNode('w', 'wait', 140), aNode('out', 'exit', 280)], 'in > w', 'w > out'));
const rename = (name: string) => changeData('w', { name, mode: 'duration', duration: 'P1D' });

let store: CanvasStore;
const nameOf = (id: string): string | undefined => store.getState().sheet.nodes.find((node) => node.id === id)?.data.name;

beforeEach(() => {
  store = createCanvasStore(graph());
});

describe('undo', () => {
  it('takes back step by step, and redo goes the same way again', () => {
    const { edit, undo, redo } = store.getState();
    edit(insertOnEdge(aNode('new', 'send'), 'in > w', countingIds()));
    edit(removeNodes(new Set(['w']), countingIds()));
    expect(linesOf(store.getState().sheet)).toEqual(['in > new', 'new > out']);
    undo();
    undo();
    expect(linesOf(store.getState().sheet)).toEqual(['in > w', 'w > out']);
    redo();
    expect(linesOf(store.getState().sheet)).toEqual(['in > new', 'new > w', 'w > out']);
  });

  it('has no end within a session', () => {
    for (let step = 1; step <= 500; step += 1) store.getState().edit(moveBy(new Set(['w']), { x: 1, y: 0 }));
    for (let step = 1; step <= 500; step += 1) store.getState().undo();
    expect(store.getState().sheet.nodes[1]?.position.x).toBe(0);
    expect(store.getState().history.past).toHaveLength(0);
  });

  it('takes back a word that was typed as one step', () => {
    for (const name of ['T', 'Tw', 'Two']) store.getState().edit(rename(name), 'w.name');
    store.getState().undo();
    expect(nameOf('w')).toBe('A day');
  });

  it('is over for what was undone once something else is done', () => {
    store.getState().edit(rename('One'));
    store.getState().undo();
    store.getState().edit(rename('Two'));
    store.getState().redo();
    expect(nameOf('w')).toBe('Two');
  });

  it('brings back one’s own drawing after the other one’s was taken', () => {
    store.getState().edit(rename('Mine'));
    store.getState().replace(graph());
    expect(nameOf('w')).toBe('A day');
    store.getState().undo();
    expect(nameOf('w')).toBe('Mine');
  });
});

describe('a drag', () => {
  const drag = (x: number): void => store.getState().applyNodes([{ type: 'position', id: 'w', position: { x, y: 140 }, dragging: true }]);

  it('is one step, however many places it went through', () => {
    store.getState().startDrag();
    for (const x of [10, 20, 30]) drag(x);
    store.getState().stopDrag();
    expect(store.getState().changes).toBe(1);
    store.getState().undo();
    expect(store.getState().sheet.nodes[1]?.position.x).toBe(0);
  });

  it('that ends where it began is no change', () => {
    store.getState().startDrag();
    drag(10);
    drag(0);
    store.getState().stopDrag();
    expect(store.getState().changes).toBe(0);
  });
});

describe('a choice', () => {
  it('is no change of the drawing', () => {
    store.getState().select(['w']);
    expect(store.getState().selection).toEqual(['w']);
    expect(store.getState().changes).toBe(0);
  });

  it('keeps its identity while it is the same, so that nobody redraws for nothing', () => {
    store.getState().select(['w']);
    const before = store.getState().selection;
    store.getState().edit(rename('Other'));
    expect(store.getState().selection).toBe(before);
  });

  it('leaves the other cards as they are', () => {
    const before = store.getState().sheet.nodes[2];
    store.getState().edit(rename('Other'));
    expect(store.getState().sheet.nodes[2]).toBe(before);
  });
});
