import { create } from 'zustand';

/** Whether the workspace's search is open: the bar's field, ⌘K and the dialog share it. */
export const useSearchOpen = create<{ readonly opened: boolean; open(): void; close(): void }>((set) => ({
  opened: false,
  open: () => set({ opened: true }),
  close: () => set({ opened: false }),
}));
