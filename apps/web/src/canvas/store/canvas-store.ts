import type { Graph, Problem, Severity } from '@wayfare/journey';
import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand';
import { badgesOf } from '../problems/badges.js';
import { type CanvasEdge, type CanvasNode, type Sheet, type SheetChange, selectOnly, sheetOf } from '../sheet/sheet.js';
import { back, forth, type History, NO_HISTORY, remember, type Turn } from './history.js';

/** A problem as both the library and the api tell it. */
export type CanvasProblem = Omit<Problem, 'code' | 'values'> & { readonly code: string; readonly values?: Problem['values'] | undefined };

/** A place for a new step: in a line, behind a way out, or at a point of the paper. `x`, `y`: where on the screen the menu opens. */
export type Adding = { readonly x: number; readonly y: number } & (
  | { readonly edge: string }
  | { readonly after: string; readonly handle: string | null; readonly point?: { readonly x: number; readonly y: number } | undefined }
);

/**
 * All that the canvas knows of one journey while it is drawn. Components read it through narrow selectors: a card hears of
 * nothing but itself. Changes of the drawing go through `edit`, which is what undo, autosave and validation see; what
 * React Flow reports (selection, measures, a drag under way) changes the sheet without being a change of the drawing.
 */
export interface CanvasState {
  readonly sheet: Sheet;
  readonly history: History;
  /** Counts changes of the drawing: equal to `savedChanges` where everything is saved. */
  readonly changes: number;
  /** Ids of the chosen nodes and edges; the same arrays until the choice changes. */
  readonly selection: readonly string[];
  readonly edgeSelection: readonly string[];
  /** The edge under the pointer, where `+` shows or something would be dropped. */
  readonly hoveredEdge: string | null;
  readonly dragStart: Sheet | null;
  /** Where a step is about to be added: the menu of steps is open there. */
  readonly adding: Adding | null;
  readonly problems: readonly CanvasProblem[];
  /** The worst problem of each node that has one. */
  readonly badges: Readonly<Record<string, Severity>>;

  edit(change: SheetChange, thing?: string): void;
  undo(): void;
  redo(): void;
  /** Takes over another drawing (the other one's, after a conflict) as a change that can be undone. */
  replace(graph: Graph): void;
  select(ids: readonly string[]): void;
  hoverEdge(id: string | null): void;
  applyNodes(changes: readonly NodeChange<CanvasNode>[]): void;
  applyEdges(changes: readonly EdgeChange<CanvasEdge>[]): void;
  startDrag(): void;
  stopDrag(): void;
  startAdding(adding: Adding | null): void;
  setProblems(problems: readonly CanvasProblem[]): void;
}
export type CanvasStore = StoreApi<CanvasState>;

const sameIds = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, at) => id === b[at]);
const chosen = (
  items: readonly { readonly id: string; readonly selected?: boolean | undefined }[],
  before: readonly string[],
): readonly string[] => {
  const ids = items.filter((item) => item.selected).map((item) => item.id);
  return sameIds(ids, before) ? before : ids;
};

/** A sheet and the choice that it holds. */
const showing = (sheet: Sheet, state: CanvasState): Pick<CanvasState, 'sheet' | 'selection' | 'edgeSelection'> => ({
  sheet,
  selection: chosen(sheet.nodes, state.selection),
  edgeSelection: chosen(sheet.edges, state.edgeSelection),
});

/** Whether something lies elsewhere than before, or was pulled larger or smaller. */
const moved = (before: Sheet, after: Sheet): boolean => {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  return after.nodes.some(({ id, position, width, height }) => {
    const was = old.get(id);
    return was?.position.x !== position.x || was.position.y !== position.y || was.width !== width || was.height !== height;
  });
};

/** What was chosen stays chosen over undo and redo, as far as it is still there. */
const turned = (turn: Turn | null, state: CanvasState): Partial<CanvasState> =>
  turn === null
    ? {}
    : {
        ...showing(selectOnly(new Set(state.selection))(turn.sheet), state),
        history: turn.history,
        changes: state.changes + 1,
        hoveredEdge: null,
      };

export const createCanvasStore = (graph: Graph): CanvasStore =>
  createStore<CanvasState>()((set) => ({
    sheet: sheetOf(graph),
    history: NO_HISTORY,
    changes: 0,
    selection: [],
    edgeSelection: [],
    hoveredEdge: null,
    dragStart: null,
    adding: null,
    problems: [],
    badges: {},

    edit: (change, thing) =>
      set((state) => {
        const sheet = change(state.sheet);
        if (sheet === state.sheet) return state;
        return { ...showing(sheet, state), history: remember(state.history, state.sheet, thing ?? null), changes: state.changes + 1 };
      }),
    undo: () => set((state) => turned(back(state.history, state.sheet), state)),
    redo: () => set((state) => turned(forth(state.history, state.sheet), state)),
    replace: (graphOfOther) =>
      set((state) => ({
        ...showing(sheetOf(graphOfOther), state),
        history: remember(state.history, state.sheet, null),
        changes: state.changes + 1,
      })),
    select: (ids) => set((state) => showing(selectOnly(new Set(ids))(state.sheet), state)),
    hoverEdge: (hoveredEdge) => set({ hoveredEdge }),
    applyNodes: (changes) =>
      set((state) => showing({ ...state.sheet, nodes: applyNodeChanges([...changes], [...state.sheet.nodes]) }, state)),
    applyEdges: (changes) =>
      set((state) => showing({ ...state.sheet, edges: applyEdgeChanges([...changes], [...state.sheet.edges]) }, state)),
    startDrag: () => set((state) => ({ dragStart: state.sheet })),
    stopDrag: () =>
      set((state) => {
        const before = state.dragStart;
        if (!before || !moved(before, state.sheet)) return { dragStart: null };
        return { dragStart: null, history: remember(state.history, before, null), changes: state.changes + 1 };
      }),
    startAdding: (adding) => set({ adding }),
    setProblems: (problems) => set({ problems, badges: badgesOf(problems) }),
  }));
