/** How chunks that are under way at the same time wait for each other. */
export interface Lane {
  /** Resolves when the chunk before has been committed; rejects when it failed. */
  readonly turn: Promise<void>;
  /** Resolves when the chunk before holds the lock that both need. */
  readonly previousLocked: Promise<void>;
  /** Says that this one holds it. */
  locked(): void;
}

const nothing = (): void => undefined;

/** Keeps one item ready, so that reading goes on while others are applied. */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let next = items.next();
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = items.next();
      next.catch(nothing);
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}

/**
 * Applies chunks of a file, `width` of them at a time, each on a connection of its own, and commits them in the order of the file:
 * what has been applied is always a beginning of the file, so that a killed import knows where to go on. The first failure ends it all.
 */
export const applyInOrder = async <Chunk>(
  chunks: AsyncGenerator<Chunk>,
  width: number,
  apply: (chunk: Chunk, lane: Lane) => Promise<void>,
): Promise<void> => {
  const underWay: Promise<void>[] = [];
  let turn: Promise<void> = Promise.resolve();
  let previousLocked: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of readAhead(chunks)) {
      let locked: () => void = nothing;
      const lockedNow = new Promise<void>((resolve) => {
        locked = resolve;
      });
      const done = apply(chunk, { turn, previousLocked, locked });
      done.catch(nothing);
      [turn, previousLocked] = [done, lockedNow];
      underWay.push(done);
      if (underWay.length >= width) await underWay.shift();
    }
    await Promise.all(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
};
