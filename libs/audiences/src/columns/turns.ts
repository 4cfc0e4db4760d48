import { takeBreath } from './stop.js';

/** So many rows are worked through in some milliseconds, or in tenths of a second on a machine that has much else to do. */
const ROWS_A_TURN = 200_000;

/**
 * Works through rows one portion after the other, and lets others have their turn in between: a process that puts millions of rows in order goes on answering, and reads what the database says to its other connections.
 * @param work given the first row of a portion, and the one after its last
 * @throws what the signal was aborted with
 */
export const inTurns = async (rows: number, work: (from: number, to: number) => void, signal?: AbortSignal): Promise<void> => {
  for (let from = 0; from < rows; from += ROWS_A_TURN) {
    if (from > 0) await takeBreath(signal);
    work(from, Math.min(rows, from + ROWS_A_TURN));
  }
};
