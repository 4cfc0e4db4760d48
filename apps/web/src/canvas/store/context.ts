import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { CanvasState, CanvasStore } from './canvas-store.js';

export const CanvasContext = createContext<CanvasStore | null>(null);

/** The store itself, for what has to be asked or done at an instant and not on every change. */
export const useCanvasStore = (): CanvasStore => {
  const store = use(CanvasContext);
  if (!store) throw new Error('no canvas around this component');
  return store;
};

/** A part of the canvas; choose it narrowly, and let it keep its identity while it is the same. */
export const useCanvas = <Part>(select: (state: CanvasState) => Part): Part => useStore(useCanvasStore(), select);
