/** A way out of a node, as the key of a number: `node handle`. */
export const wayKey = (source: string, handle: string | null | undefined): string => `${source} ${handle ?? ''}`;
