export type NewId = (prefix: string) => string;

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Ids that stay with a node for ever, also over versions. `getRandomValues` is there on plain http too, `randomUUID` is not. */
export const newId: NewId = (prefix) =>
  `${prefix}-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => ALPHABET[byte % 32]).join('')}`;
