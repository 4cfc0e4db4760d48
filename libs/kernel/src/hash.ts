/**
 * Stable assignment of people to arms and holdouts. The SQL functions `wayfare_mix` and `wayfare_fraction` (migrations) do the
 * same arithmetic, so that the interpreter and the database send a person the same way for ever:
 *
 *   seed        = FNV-1a, 32 bits, of the salt's UTF-8 bytes
 *   mix(x)      = y ^ (y >> 16)  where  y = ((z >> 16) ^ z) · 0x45d9f3b  and  z = ((x >> 16) ^ x) · 0x45d9f3b,  all modulo 2³²
 *   fraction    = mix(mix(low ^ seed) ^ high) / 2³²     with low, high = the lower and upper 32 bits of the customer's id
 *
 * The factor has 27 bits, so that a product fits in PostgreSQL's signed 64-bit integer. Known answers: testing/vectors.ts.
 */
const FACTOR = 0x45d9f3b;

const mix = (value: number): number => {
  let x = value >>> 0;
  x = Math.imul((x >>> 16) ^ x, FACTOR) >>> 0;
  x = Math.imul((x >>> 16) ^ x, FACTOR) >>> 0;
  return ((x >>> 16) ^ x) >>> 0;
};

/** The 32-bit FNV-1a hash of a salt's UTF-8 bytes: an unsigned integer, the seed of `stableFraction`. */
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
