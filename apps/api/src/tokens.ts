/** What Nest injects where a class can't name it. */
export const CORE = Symbol('core');
/** `VirtualTime`, or null where the clock is the real one. */
export const VIRTUAL_TIME = Symbol('virtual time');
