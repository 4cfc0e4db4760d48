/** A worker that falls behind its places by more than this gives them up: catching up would be a burst. */
const LATE_MS = 100;
/** Places are taken for this long ahead, so that one statement serves many messages and a dead worker wastes little. */
const AHEAD_MS = 1000;

/** Takes `places` places in the connector's time line, `intervalMs` apart; gives the milliseconds until the first. */
export type Reserve = (places: number, intervalMs: number) => Promise<number>;

/**
 * Keeps a connector's rate to the letter over all workers. The connector has one time line with a place for each message; a worker takes a stretch of it
 * for itself in the database and hands over no message before its place has come. No two workers ever have the same place, so however many
 * there are, they send no faster together than one.
 */
export class Pace {
  private readonly intervalMs: number | null;
  private places = 0;
  private nextAt = 0;

  /** @param now milliseconds on a clock of this process that never jumps */
  constructor(
    ratePerSecond: number | null,
    private readonly reserve: Reserve,
    private readonly now: () => number,
  ) {
    this.intervalMs = ratePerSecond === null ? null : 1000 / ratePerSecond;
  }

  /** Sees to it that there are places, where `wanted` messages are ready. */
  async prepare(wanted: number): Promise<void> {
    if (this.intervalMs === null || wanted === 0) return;
    if (this.places > 0 && this.nextAt + LATE_MS < this.now()) this.places = 0;
    if (this.places > 0) return;
    const places = Math.min(wanted, Math.max(1, Math.floor(AHEAD_MS / this.intervalMs)));
    this.nextAt = this.now() + (await this.reserve(places, this.intervalMs));
    this.places = places;
  }

  /** How many messages may be handed over at this moment. */
  allowance(): number {
    if (this.intervalMs === null) return Number.POSITIVE_INFINITY;
    if (this.places === 0 || this.now() < this.nextAt) return 0;
    return Math.min(this.places, Math.floor((this.now() - this.nextAt) / this.intervalMs) + 1);
  }

  take(messages: number): void {
    if (this.intervalMs === null) return;
    this.places -= messages;
    this.nextAt += messages * this.intervalMs;
  }

  /** Milliseconds until the next place; 0 where there is one, or none is waited for. */
  wait(): number {
    return this.intervalMs === null || this.places === 0 ? 0 : Math.max(0, this.nextAt - this.now());
  }
}
