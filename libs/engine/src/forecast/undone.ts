import type { Database, Tx } from '@wayfare/platform';

/** Carries the answer out of a transaction that is undone. */
class Undone<T> extends Error {
  constructor(readonly answer: T) {
    super('undone, as it was meant to be');
  }
}

/** Works in a transaction on one snapshot that is always undone, and gives what the work gave. */
export const undone = async <T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const kept: { answer?: Undone<T> } = {};
  try {
    return await database.transaction(async (tx) => {
      kept.answer = new Undone(await work(tx));
      throw kept.answer;
    }, 'REPEATABLE READ');
  } catch (error) {
    if (!kept.answer || error !== kept.answer) throw error;
    return kept.answer.answer;
  }
};
