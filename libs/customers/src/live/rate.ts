const MINUTE_MS = 60_000;

/** How much each of some senders has sent in the minute that runs, in this process: with n processes behind one address, n times as much gets through. */
export class Rate {
  private began = Number.NEGATIVE_INFINITY;
  private readonly sent = new Map<string, number>();

  /** Takes `amount` of a sender's minute; null where there is room, else the seconds until there is again. */
  take(sender: string, amount: number, perMinute: number, now = performance.now()): number | null {
    if (now - this.began >= MINUTE_MS) {
      this.began = now;
      this.sent.clear();
    }
    const sent = (this.sent.get(sender) ?? 0) + amount;
    if (sent > perMinute) return Math.max(1, Math.ceil((this.began + MINUTE_MS - now) / 1000));
    this.sent.set(sender, sent);
    return null;
  }
}
