import { create } from 'zustand';
import { type Lit, NOTHING_LIT } from './lit.js';

interface LitState extends Lit {
  show(lit: Lit): void;
}

/** What is lit on the drawing now: cards and lines listen to their own part of it. */
export const useLit = create<LitState>()((set) => ({ ...NOTHING_LIT, show: (lit) => set(lit) }));
