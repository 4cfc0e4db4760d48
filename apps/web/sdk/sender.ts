import type { Store } from './store.js';
import type { Waiting } from './types.js';

const GATHER_MS = 300;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** What a browser sends while a page is left may have 64 KiB. */
const BATCH = 25;
const BATCH_LENGTH = 48_000;

/** Those at the head of the queue that can go together: of one device and one user, and no more than may be sent while a page is left. */
export const batchOf = (queue: readonly Waiting[]): Waiting[] => {
  const [first] = queue;
  const whose = JSON.stringify([first?.device, first?.user]);
  const batch: Waiting[] = [];
  let length = 0;
  for (const waiting of queue) {
    length += JSON.stringify(waiting.item).length;
    if (batch.length === BATCH || (batch.length > 0 && length > BATCH_LENGTH) || JSON.stringify([waiting.device, waiting.user]) !== whose)
      break;
    batch.push(waiting);
  }
  return batch;
};

/**
 * Sends what waits, a batch at a time. Nothing is forgotten before the server has it: what could not be sent is tried again, ever later, and at once when the browser is online again; what was sent while a page was left is sent once more by
 * the next page, and the server knows by its id that it has it.
 */
export class Sender {
  private sending = false;
  private stopped = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly url: string,
    private readonly key: string,
    private readonly maySend: () => boolean,
  ) {
    addEventListener('online', () => {
      this.failures = 0;
      this.soon(0);
    });
    addEventListener('pagehide', () => this.leave());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.leave();
    });
  }

  soon(ms = GATHER_MS): void {
    if (this.timer !== undefined && ms > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.send();
    }, ms);
  }

  private bodyOf(batch: readonly Waiting[]): string {
    const [first] = batch;
    const { device, user } = first ?? {};
    return JSON.stringify({ key: this.key, device, user, sentAt: new Date().toISOString(), items: batch.map(({ item }) => item) });
  }

  private async send(): Promise<void> {
    const batch = batchOf(this.store.read().queue ?? []);
    // where a browser is offline, and knows it, it says when it no longer is
    if (this.sending || this.stopped || batch.length === 0 || !this.maySend() || navigator.onLine === false) return;
    this.sending = true;
    const again = await this.post(batch);
    this.sending = false;
    if (again === 'drop') {
      this.failures = 0;
      const sent = new Set(batch.map(({ item }) => item.id));
      this.store.change({ queue: (this.store.read().queue ?? []).filter(({ item }) => !sent.has(item.id)) });
      this.soon(0);
    } else if (again !== 'stop') this.soon(again);
  }

  /** Sends one batch; gives in how many milliseconds to try again, `drop` when the server has it or will never want it, `stop` when it wants nothing of this key. */
  private async post(batch: readonly Waiting[]): Promise<number | 'drop' | 'stop'> {
    this.failures += 1;
    const later = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1)) * (0.75 + Math.random() / 2);
    try {
      // text/plain needs no leave of the server beforehand
      const { status, headers } = await fetch(this.url, {
        method: 'POST',
        body: this.bodyOf(batch),
        headers: { 'content-type': 'text/plain' },
        credentials: 'omit',
        keepalive: true,
      });
      if (status === 401 || status === 403) this.stopped = true;
      if (this.stopped) return 'stop';
      if (status === 429) return Math.max(later, Number(headers.get('retry-after')) * 1_000);
      return status < 500 ? 'drop' : later;
    } catch {
      return later;
    }
  }

  /** The page is being left: what waits goes off without an answer, and is kept until somebody has one. */
  private leave(): void {
    const batch = batchOf(this.store.read().queue ?? []);
    if (batch.length > 0 && !this.stopped && this.maySend()) navigator.sendBeacon?.(this.url, this.bodyOf(batch));
  }
}
