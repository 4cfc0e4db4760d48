/**
 * Stable assignment of people to arms and holdouts. The same arithmetic stands in the SQL function `wayfare_hash`
 * (migrations), so that the interpreter and the database send a person the same way for ever.
 * Each round is a 32-bit multiply-xorshift mix with a 27-bit odd factor, so that it fits in a signed 64-bit integer.
 */
const FACTOR = 0x45d9f3b;

const mix = (value: number): number => {
  let x = value >>> 0;
  x = Math.imul((x >>> 16) ^ x, FACTOR) >>> 0;
  x = Math.imul((x >>> 16) ^ x, FACTOR) >>> 0;
  return ((x >>> 16) ^ x) >>> 0;
};

/** The 32-bit FNV-1a hash of a salt's UTF-8 bytes: an unsigned integer, the seed of `stableHash`. */
export const saltSeed = (salt: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(salt)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 0;
};

/**
 * A number in [0, 1) that depends only on the customer and the seed.
 * @param customerId a customer's id: the decimal digits of a non-negative 63-bit integer
 * @param seed from `saltSeed`
 */
export const stableFraction = (customerId: string, seed: number): number => {
  const id = BigInt(customerId);
  const low = Number(id & 0xffffffffn);
  const high = Number(id >> 32n);
  return mix(mix(low ^ seed) ^ high) / 4294967296;
};
