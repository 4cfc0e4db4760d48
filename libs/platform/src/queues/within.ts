import { setTimeout as pause } from 'node:timers/promises';

/**
 * What the work gives, or what `late` says when it takes longer than `ms` milliseconds; the work then goes on by itself, and how it ends is nobody's business any more.
 * @throws what the work throws in time, or what `late` throws
 */
export const within = async <T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> => {
  work.catch(() => undefined);
  const enough = new AbortController();
  const over = pause(ms, true, { ref: false, signal: enough.signal }).then(late, () => work);
  return await Promise.race([work, over]).finally(() => enough.abort());
};
