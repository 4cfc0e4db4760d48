/**
 * All time comes from a clock that is given, never taken (engine.md, rule 7).
 * `now()` is the instant at which the product believes it is; a virtual clock may stand still or jump.
 */
export interface Clock {
  now(): Date;
}

/** A clock that stands at one instant until it is moved: for tests, previews and the interpreter. */
export class ManualClock implements Clock {
  #now: Date;

  constructor(start: Date) {
    this.#now = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  moveTo(instant: Date): void {
    this.#now = instant;
  }
}
