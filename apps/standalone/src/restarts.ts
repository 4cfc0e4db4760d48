/** When a program ended unexpectedly, in milliseconds. */
export type Crash = number;

const MEMORY_MS = 60_000;
const MOST = 5;

/**
 * How long to wait before a program that has just crashed is started again: half a second at first, twice as long for each crash of the last
 * minute; undefined when it crashes so often that starting it again is no use.
 */
export const restartDelay = (crashes: readonly Crash[], now: number): number | undefined => {
  const recent = crashes.filter((at) => now - at < MEMORY_MS).length;
  return recent > MOST ? undefined : 500 * 2 ** Math.max(0, recent - 1);
};
