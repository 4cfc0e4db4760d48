import type { Journey } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { createStore, type StoreApi } from 'zustand';
import { ApiError } from '../../api/problem.js';
import { graphOf } from '../sheet/sheet.js';
import type { CanvasStore } from './canvas-store.js';

/** `waiting`: there is something to save, and it soon will be. `failed`: it is tried again by itself. `conflict`: a person must choose. */
export type SaveStatus = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export interface SaveState {
  readonly status: SaveStatus;
  /** When it was last saved in this session. */
  readonly savedAt: string | null;
  readonly revision: number;
  /** The other one's draft, where it has moved on under this one. */
  readonly theirs: Journey | null;
}

export interface AutosaveDeps {
  readonly canvas: CanvasStore;
  readonly revision: number;
  save(graph: Graph, revision: number): Promise<Journey>;
  read(): Promise<Journey>;
  /** Makes a published version the draft. */
  restore(version: number, revision: number): Promise<Journey>;
  onSaved?(journey: Journey): void;
  now?(): Date;
}

/** How long one may pause while drawing before it is saved, and how long after a failure it is tried again. */
export const PAUSE = 800;
export const AGAIN = 5000;

const isMovedOn = (error: unknown): boolean => error instanceof ApiError && error.status === 409;

/**
 * Saves the drawing by itself. One save at a time: what is drawn meanwhile goes with the next. Each names the revision
 * that it was drawn on; where somebody else has saved in between, nothing is overwritten, and the person chooses.
 */
export class Autosave {
  readonly state: StoreApi<SaveState>;
  readonly #deps: AutosaveDeps;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saved = 0;
  #running: Promise<void> | null = null;

  constructor(deps: AutosaveDeps) {
    this.#deps = deps;
    this.#saved = deps.canvas.getState().changes;
    this.state = createStore<SaveState>(() => ({ status: 'saved', savedAt: null, revision: deps.revision, theirs: null }));
  }

  /** Watches the drawing until the function that it returns is called. */
  start(): () => void {
    const stop = this.#deps.canvas.subscribe(({ changes }, before) => {
      if (changes !== before.changes && this.state.getState().status !== 'conflict') this.#later(PAUSE);
    });
    return () => {
      stop();
      clearTimeout(this.#timer);
      void this.flush();
    };
  }

  /** Whether leaving now would lose something. */
  get isDirty(): boolean {
    return this.#deps.canvas.getState().changes !== this.#saved;
  }

  /** Saves what there is to save, now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running) await this.#running;
    if (!this.isDirty || this.state.getState().status === 'conflict') return;
    this.#running = this.#save().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** The other one's draft takes the place of this one; undo brings this one back. */
  takeTheirs(): void {
    const { theirs } = this.state.getState();
    if (theirs) this.#takeOver(theirs);
  }

  /** This draft is saved over the other one's. */
  async keepMine(): Promise<void> {
    const { theirs } = this.state.getState();
    if (!theirs) return;
    this.#set({ status: 'waiting', revision: theirs.revision, theirs: null });
    await this.flush();
  }

  /**
   * A published version takes the place of this draft; undo brings this one back. Where somebody else has saved in between, the person chooses, as with any save.
   * @returns whether it was taken over
   */
  async restore(version: number): Promise<boolean> {
    await this.flush();
    if (this.state.getState().status === 'conflict') return false;
    try {
      const journey = await this.#deps.restore(version, this.state.getState().revision);
      this.#takeOver(journey);
      return true;
    } catch (error) {
      if (!isMovedOn(error)) throw error;
      await this.#failed(error);
      return false;
    }
  }

  #takeOver(journey: Journey): void {
    this.#deps.canvas.getState().replace(journey.graph);
    this.#saved = this.#deps.canvas.getState().changes;
    this.#set({ status: 'saved', revision: journey.revision, theirs: null });
    this.#deps.onSaved?.(journey);
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.state.getState().status !== 'saving') this.#set({ status: 'waiting' });
    this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  async #save(): Promise<void> {
    const { changes, sheet } = this.#deps.canvas.getState();
    this.#set({ status: 'saving' });
    try {
      const journey = await this.#deps.save(graphOf(sheet), this.state.getState().revision);
      this.#saved = changes;
      this.#set({
        status: this.isDirty ? 'waiting' : 'saved',
        revision: journey.revision,
        savedAt: (this.#deps.now?.() ?? new Date()).toISOString(),
      });
      this.#deps.onSaved?.(journey);
      if (this.isDirty) this.#later(PAUSE);
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #failed(error: unknown): Promise<void> {
    if (isMovedOn(error)) {
      const theirs = await this.#deps.read().catch(() => null);
      if (theirs) {
        this.#set({ status: 'conflict', theirs });
        return;
      }
    }
    this.#set({ status: 'failed' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), AGAIN);
  }

  #set(change: Partial<SaveState>): void {
    this.state.setState(change);
  }
}
