const HEAD_BYTES = 256 * 1024;
const LINE_FEED = 10;

/** About how many codes a file holds, judged by its beginning; `null` where that says nothing. */
export const expectedCodes = async (file: File): Promise<number | null> => {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const lines = head.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0);
  return lines === 0 ? null : Math.round((lines / head.length) * file.size);
};
