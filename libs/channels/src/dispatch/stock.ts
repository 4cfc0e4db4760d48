import { DEFAULT_SETTINGS, type WorkspaceSettings } from '@wayfare/platform';
import { claimAndJudge, type Judged, type JudgeParts, type Ready } from './judge.js';

/** What is claimed is sent within about this time, so that its check is fresh and few leases are held. */
const STOCK_SECONDS = 2;
const MOST_CLAIMED = 1_000;

export interface StockOptions {
  /** Messages that may be on their way at once. */
  readonly width: number;
  readonly ratePerSecond: number | null;
  /** After this nothing more is claimed; null: as long as anything is due. */
  readonly claimsForMs: number | null;
  /** Hears of those that may not leave, and of those given back when the stock closes. */
  onJudged(judged: Judged): void;
  /** Hears whenever something has changed. */
  onChange(): void;
}

/** The messages that a run has claimed and not yet handed over. It claims the next ones while these are being sent, as many as two seconds use up. */
export class Stock {
  settings: WorkspaceSettings = DEFAULT_SETTINGS;
  claimed = 0;
  isDrained = false;
  failure: unknown;
  private readonly ready: Ready[] = [];
  private readonly most: number;
  private filling = false;
  private closed = false;
  private claimSize: number;
  private given = 0;
  private readonly began = performance.now();

  constructor(
    private readonly parts: JudgeParts,
    private readonly options: StockOptions,
  ) {
    const { width, ratePerSecond } = options;
    this.most = Math.ceil(ratePerSecond === null ? MOST_CLAIMED : Math.min(MOST_CLAIMED, Math.max(width, ratePerSecond * STOCK_SECONDS)));
    this.claimSize = Math.min(this.most, width * 5);
  }

  get size(): number {
    return this.ready.length;
  }

  /** Nothing is left, and nothing more will come. */
  get isEmpty(): boolean {
    return (this.closed || this.isDrained) && !this.filling && this.ready.length === 0;
  }

  take(): Ready | undefined {
    this.given += 1;
    return this.ready.shift();
  }

  /** Gives back what is there and claims no more. */
  close(): void {
    this.closed = true;
    for (const { message } of this.ready.splice(0)) this.options.onJudged({ message, outcome: { kind: 'released' } });
    this.options.onChange();
  }

  /** Closes because the run can't go on; what is on its way is still waited for. */
  fail(error: unknown): void {
    this.failure ??= error;
    this.close();
  }

  /** Claims more where little is left. */
  fillAhead(): void {
    if (this.filling || this.closed || this.isDrained || this.ready.length > this.claimSize / 2) return;
    const { claimsForMs } = this.options;
    if (claimsForMs !== null && this.claimed > 0 && performance.now() - this.began > claimsForMs) {
      this.isDrained = true;
      this.options.onChange();
      return;
    }
    this.filling = true;
    const began = { at: performance.now(), given: this.given };
    void this.fill()
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        const perMs = (this.given - began.given) / Math.max(1, performance.now() - began.at);
        this.claimSize = Math.min(this.most, Math.max(this.claimSize, Math.ceil(perMs * 1000 * STOCK_SECONDS)));
        this.filling = false;
        this.options.onChange();
      });
  }

  private async fill(): Promise<void> {
    const claim = await claimAndJudge(this.parts, this.claimSize);
    if (!claim) return this.close();
    this.settings = claim.settings;
    this.claimed += claim.size;
    this.isDrained = claim.size === 0;
    for (const judged of claim.judged) this.options.onJudged(judged);
    this.ready.push(...claim.ready);
    if (this.closed) this.close();
  }
}
