import type { NodePeople } from '@wayfare/contracts';
import { create } from 'zustand';

/** Whose people are being looked at: the drawer is open for them. */
export interface Opened {
  readonly node: string;
  readonly what: NodePeople;
}

/** The drawer, and whether its people are to become a list at once. */
interface OpenedState {
  readonly opened: Opened | null;
  readonly listing: boolean;
  open(opened: Opened, listing?: boolean): void;
  setListing(listing: boolean): void;
  close(): void;
}

export const useOpened = create<OpenedState>((set) => ({
  opened: null,
  listing: false,
  open: (opened, listing = false) => set({ opened, listing }),
  setListing: (listing) => set({ listing }),
  close: () => set({ opened: null, listing: false }),
}));
