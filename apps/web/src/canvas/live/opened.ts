import { create } from 'zustand';
import type { PeopleKind } from './figures.js';

/** Whose people are being looked at: the drawer is open for them. */
export interface Opened {
  readonly node: string;
  readonly what: PeopleKind;
}

export const useOpened = create<{ readonly opened: Opened | null; open(opened: Opened): void; close(): void }>((set) => ({
  opened: null,
  open: (opened) => set({ opened }),
  close: () => set({ opened: null }),
}));
