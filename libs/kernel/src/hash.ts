/**
 * Stable assignment of people to arms and holdouts. The arithmetic is that of PostgreSQL's `hashint8extended` (Bob Jenkins's lookup3, public domain), which
 * hash partitions rest on and which therefore never changes: so the database computes it in native code (`wayfare_fraction` in the migrations), and the
 * interpreter here sends a person the same way.
 */
interface State {
  a: number;
  b: number;
  c: number;
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const mix = (s: State): void => {
  s.a = ((s.a - s.c) ^ rotate(s.c, 4)) | 0;
  s.c = (s.c + s.b) | 0;
  s.b = ((s.b - s.a) ^ rotate(s.a, 6)) | 0;
  s.a = (s.a + s.c) | 0;
  s.c = ((s.c - s.b) ^ rotate(s.b, 8)) | 0;
  s.b = (s.b + s.a) | 0;
  s.a = ((s.a - s.c) ^ rotate(s.c, 16)) | 0;
  s.c = (s.c + s.b) | 0;
  s.b = ((s.b - s.a) ^ rotate(s.a, 19)) | 0;
  s.a = (s.a + s.c) | 0;
  s.c = ((s.c - s.b) ^ rotate(s.b, 4)) | 0;
  s.b = (s.b + s.a) | 0;
};

const finish = (s: State): void => {
  s.c = ((s.c ^ s.b) - rotate(s.b, 14)) | 0;
  s.a = ((s.a ^ s.c) - rotate(s.c, 11)) | 0;
  s.b = ((s.b ^ s.a) - rotate(s.a, 25)) | 0;
  s.c = ((s.c ^ s.b) - rotate(s.b, 16)) | 0;
  s.a = ((s.a ^ s.c) - rotate(s.c, 4)) | 0;
  s.b = ((s.b ^ s.a) - rotate(s.a, 14)) | 0;
  s.c = ((s.c ^ s.b) - rotate(s.b, 24)) | 0;
};

/** The start of lookup3 for a key of four bytes, as PostgreSQL sets it. */
const START = 0x9e3779b9 + 4 + 3923095;

/** The upper 32 bits of `hashint8extended(id, seed)` for a seed of 32 bits. */
const hashOf = (id: bigint, seed: number): number => {
  const state: State = { a: START | 0, b: START | 0, c: START | 0 };
  if (seed !== 0) {
    state.b = (state.b + seed) | 0;
    mix(state);
  }
  state.a = (state.a + Number((id & 0xffffffffn) ^ (id >> 32n))) | 0;
  finish(state);
  return state.b >>> 0;
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
export const stableFraction = (customerId: string, seed: number): number => hashOf(BigInt(customerId), seed) / 4294967296;
