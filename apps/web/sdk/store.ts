import type { User, Waiting } from './types.js';

/** What a browser remembers of itself. */
export interface Memory {
  device?: string | undefined;
  user?: User | undefined;
  queue?: Waiting[] | undefined;
  /** What was said of being tracked. */
  tracking?: boolean | undefined;
}

/** Things that wait while a browser is offline; the oldest go first when there are more. */
const MOST_WAITING = 500;

/**
 * The first party's own storage, read anew each time, since other tabs write there too. Where a browser has none, or no room, the page remembers for itself.
 */
export class Store {
  private fallback: Memory = {};

  constructor(private readonly name: string) {}

  read(): Memory {
    try {
      const text = localStorage.getItem(this.name);
      const memory: unknown = text === null ? this.fallback : JSON.parse(text);
      return typeof memory === 'object' && memory !== null ? memory : {};
    } catch {
      return this.fallback;
    }
  }

  change(change: Memory): void {
    const memory = { ...this.read(), ...change };
    memory.queue = memory.queue?.slice(-MOST_WAITING);
    this.fallback = memory;
    try {
      localStorage.setItem(this.name, JSON.stringify(memory));
    } catch {
      // the page remembers it as long as it is there
    }
  }

  /** Forgets everything but the answer to whether this browser may be tracked. */
  forget(tracking: boolean | undefined): void {
    this.fallback = { tracking };
    try {
      localStorage.setItem(this.name, JSON.stringify(this.fallback));
    } catch {
      // there was nothing to forget
    }
  }
}
