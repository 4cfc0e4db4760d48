const HEAD_BYTES = 256 * 1024;

/** A stream whose beginning has been looked at. */
export interface Beginning {
  readonly head: Buffer;
  /** Whether the head is all there is. */
  readonly isWhole: boolean;
  /** The whole of it, from its first byte on; who reads no further calls `return`, so that whatever unpacks it ends too. */
  readonly bytes: AsyncIterableIterator<Buffer>;
}

/** The beginning of a stream, and the whole of it again. */
export const takeHead = async (stream: AsyncIterable<Buffer>): Promise<Beginning> => {
  const iterator = stream[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  let size = 0;
  let next = await iterator.next();
  while (!next.done && size < HEAD_BYTES) {
    taken.push(next.value);
    size += next.value.length;
    if (size < HEAD_BYTES) next = await iterator.next();
  }
  const head = Buffer.concat(taken);
  const bytes: AsyncIterableIterator<Buffer> = {
    next: async () => {
      const first = taken.shift();
      if (first) return { done: false, value: first };
      return next.done ? next : iterator.next();
    },
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => bytes,
  };
  return { head, isWhole: next.done === true, bytes };
};
