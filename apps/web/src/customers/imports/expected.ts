const KEY = 'wayfare.import.';
const LINE_FEED = 10;

/**
 * About how many lines a file has below its header, judged by its beginning: exact where the beginning is all of it.
 * @param size bytes of the whole file
 */
export const expectLines = (head: Uint8Array, size: number): number => {
  const feeds = head.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0);
  if (head.length >= size) return Math.max(0, feeds + (size > 0 && head[size - 1] !== LINE_FEED ? 1 : 0) - 1);
  return feeds === 0 ? 0 : Math.round((feeds / head.length) * size);
};

/** Keeps on this machine what an import is expected to bring: the server learns the number only when it has read the last line. */
export const keepExpected = (importId: string, lines: number): void => {
  if (lines > 0) localStorage.setItem(KEY + importId, String(lines));
};

/** `null` where another machine sent the file. */
export const expectedOf = (importId: string): number | null => {
  const kept = Number(localStorage.getItem(KEY + importId));
  return kept > 0 ? kept : null;
};

export const forgetExpected = (importId: string): void => localStorage.removeItem(KEY + importId);
