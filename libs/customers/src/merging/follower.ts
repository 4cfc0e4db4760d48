import type { Tx } from '@wayfare/platform';

/** One customer who becomes part of another, or, when a merge is undone, goes their own way again. */
export interface Following {
  readonly mergeId: string;
  readonly from: string;
  readonly to: string;
}

/** What a table keeps of people beyond what this library knows of, and how it goes along when they are merged: implemented by the engine, in the merge's own transaction. */
export interface MergeFollower {
  /**
   * Those of the customers of whom a message is being handed over at this moment: nobody may change whose it is until that has come to its end. What else is still to be sent to them is held until
   * the transaction ends, so that nobody begins to.
   */
  busy(tx: Tx, customerIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Everything of `from` becomes `to`'s, and what moved is noted for `mergeId`. May be called again for what came in late. */
  follow(tx: Tx, merges: readonly Following[]): Promise<void>;
  /** What was noted for the merge goes back from `from`, who was kept, to `to`, who had been merged. */
  goBack(tx: Tx, undone: Following): Promise<void>;
}
