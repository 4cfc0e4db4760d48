import type { Weights } from '@wayfare/journey';

/** One set of arms of one node, from the first person on. */
export interface ExperimentRow {
  readonly id: string;
  readonly journeyId: string;
  readonly nodeId: string;
  readonly among: string;
  readonly begunAt: Date;
  readonly lookAt: Date | null;
  readonly decidedAt: Date | null;
  /** The winner; with `decidedAt` and none, no arm was good enough. */
  readonly arm: string | null;
  /** Somebody took back what it had decided: it decides no more by itself. */
  readonly byHand: boolean;
}

/** What an arm had shown when shares were decided on. */
export interface ArmFigures {
  readonly arm: string;
  readonly people: number;
  readonly closed: number;
  readonly hits: number;
  readonly probability: number;
}

/** `shared`: by Thompson sampling; `decided`: an arm was likely enough to be best; `best`: it was not, and leads; `kept`: the split goes on; `chosen`, `undone`: by somebody. */
export type AllocationWhy = 'shared' | 'decided' | 'best' | 'kept' | 'chosen' | 'undone';

export interface AllocationRow {
  readonly experimentId: string;
  readonly from: Date;
  readonly why: AllocationWhy;
  readonly arm: string | null;
  readonly weights: Weights;
  readonly figures: readonly ArmFigures[];
  readonly actor: string | null;
}
