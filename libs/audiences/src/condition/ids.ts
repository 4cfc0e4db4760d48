const MOST = 2n ** 63n - 1n;

/** Whether a text is an id as this product writes them: decimal digits without leading zeros, within 63 bits. */
export const isId = (text: string): boolean => /^(0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= MOST;
