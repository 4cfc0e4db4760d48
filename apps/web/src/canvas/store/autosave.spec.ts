import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Journey } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { ApiError } from '../../api/problem.js';
import { changeData, graphOf } from '../sheet/sheet.js';
import { aNode, aSheet } from '../sheet/testing.js';
import { AGAIN, Autosave, PAUSE } from './autosave.js';
import { type CanvasStore, createCanvasStore } from './canvas-store.js';

const graph = (): Graph => graphOf(aSheet([aNode('w', 'wait')]));
const journey = (revision: number, drawn: Graph = graph()): Journey => ({
  id: '1',
  name: 'J',
  state: 'draft',
  version: null,
  graph: drawn,
  revision,
  draftBy: null,
  draftAhead: false,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  launchedAt: null,
});
const movedOn = (): ApiError => new ApiError({ type: 'about:blank', title: '', status: 409, code: 'draft_moved_on', detail: '' }, {});
const rename = (name: string) => changeData('w', { name, mode: 'duration', duration: 'P1D' });

let canvas: CanvasStore;
let saves: { graph: Graph; revision: number }[];
let answer: (call: { graph: Graph; revision: number }) => Promise<Journey>;
let autosave: Autosave;
let restored: (version: number, revision: number) => Promise<Journey>;
let stop: () => void;

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const nameOf = (drawn: Graph | undefined): string | undefined => drawn?.nodes[0]?.data.name;

beforeEach(() => {
  jest.useFakeTimers();
  canvas = createCanvasStore(graph());
  saves = [];
  answer = async (call) => journey(call.revision + 1, call.graph);
  autosave = new Autosave({
    canvas,
    revision: 1,
    save: (drawn, revision) => {
      saves.push({ graph: drawn, revision });
      return answer({ graph: drawn, revision });
    },
    read: async () => journey(9),
    restore: async (version, revision) => restored(version, revision),
  });
  stop = autosave.start();
});
afterEach(() => {
  stop();
  jest.useRealTimers();
});

describe('autosave', () => {
  it('saves once one pauses, naming the revision that was drawn on', async () => {
    canvas.getState().edit(rename('A'));
    canvas.getState().edit(rename('AB'));
    await pass(PAUSE - 1);
    expect(saves).toEqual([]);
    await pass(1);
    expect(saves.map((save) => [nameOf(save.graph), save.revision])).toEqual([['AB', 1]]);
    expect(autosave.state.getState()).toMatchObject({ status: 'saved', revision: 2 });
  });

  it('sends what is drawn during a save with the next one', async () => {
    let finish: (saved: Journey) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    canvas.getState().edit(rename('A'));
    await pass(PAUSE);
    canvas.getState().edit(rename('B'));
    await pass(PAUSE);
    expect(saves).toHaveLength(1);
    answer = async (call) => journey(call.revision + 1);
    finish(journey(2));
    await pass(PAUSE);
    expect(saves.map((save) => save.revision)).toEqual([1, 2]);
    expect(autosave.isDirty).toBe(false);
  });

  it('does not save for a choice or a measure', async () => {
    canvas.getState().select(['w']);
    await pass(PAUSE * 2);
    expect(saves).toEqual([]);
  });

  it('tries again by itself after a failure', async () => {
    answer = async () => {
      throw new Error('no network');
    };
    canvas.getState().edit(rename('A'));
    await pass(PAUSE);
    expect(autosave.state.getState().status).toBe('failed');
    answer = async (call) => journey(call.revision + 1);
    await pass(AGAIN);
    expect(autosave.state.getState().status).toBe('saved');
  });
});

describe('an earlier version that is made the draft', () => {
  it('takes the place of what is saved by then, and undo brings that back', async () => {
    const asked: number[][] = [];
    const earlier = graphOf(changeData('w', { name: 'Earlier', mode: 'duration', duration: 'P1D' })(aSheet([aNode('w', 'wait')])));
    restored = async (version, revision) => {
      asked.push([version, revision]);
      return journey(revision + 1, earlier);
    };
    canvas.getState().edit(rename('Mine'));
    expect(await autosave.restore(3)).toBe(true);
    expect(asked).toEqual([[3, 2]]);
    expect(nameOf(graphOf(canvas.getState().sheet))).toBe('Earlier');
    expect(autosave.isDirty).toBe(false);
    expect(autosave.state.getState()).toMatchObject({ status: 'saved', revision: 3 });
    canvas.getState().undo();
    expect(nameOf(graphOf(canvas.getState().sheet))).toBe('Mine');
  });

  it('is not taken over a draft that somebody else has changed meanwhile', async () => {
    restored = async () => {
      throw movedOn();
    };
    expect(await autosave.restore(3)).toBe(false);
    expect(autosave.state.getState()).toMatchObject({ status: 'conflict', theirs: { revision: 9 } });
  });
});

describe('a draft that has moved on', () => {
  beforeEach(async () => {
    answer = async () => {
      throw movedOn();
    };
    canvas.getState().edit(rename('Mine'));
    await pass(PAUSE);
  });

  it('is not overwritten before somebody has chosen', async () => {
    canvas.getState().edit(rename('Mine, further'));
    await pass(PAUSE * 3);
    expect(saves).toHaveLength(1);
    expect(autosave.state.getState()).toMatchObject({ status: 'conflict', theirs: { revision: 9 } });
  });

  it('is taken over, and undo brings one’s own back', () => {
    autosave.takeTheirs();
    expect(nameOf(graphOf(canvas.getState().sheet))).toBe('A day');
    canvas.getState().undo();
    expect(nameOf(graphOf(canvas.getState().sheet))).toBe('Mine');
  });

  it('is saved over on top of the revision that it has now', async () => {
    answer = async (call) => journey(call.revision + 1);
    await autosave.keepMine();
    expect(saves.at(-1)?.revision).toBe(9);
    expect(autosave.state.getState().revision).toBe(10);
  });
});
