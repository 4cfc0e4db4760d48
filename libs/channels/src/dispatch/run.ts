import type { Logger } from '@wayfare/platform';
import type { EventLedger } from '../events.js';
import { TemplateError } from '../templates/render.js';
import type { PublicLinks } from '../tracking/public-links.js';
import type { Parcel, Transport } from '../transports/transport.js';
import { type Advice, ProviderHealth, restMs } from './health.js';
import type { Judged, JudgeParts, Ready } from './judge.js';
import type { Ended } from './ledger.js';
import type { Pace } from './pace.js';
import { parcelOf } from './parcels.js';
import { nextOf, type Policy } from './state.js';
import { Stock } from './stock.js';
import { writeTurn } from './turn.js';

export interface RunParts extends JudgeParts {
  readonly logger: Logger;
  readonly transport: Transport;
  readonly events: EventLedger;
  readonly links: PublicLinks;
  readonly pace: Pace;
  readonly policy: Policy;
  readonly width: number;
  readonly ratePerSecond: number | null;
  readonly leaseMs: number;
  /** How long the run claims; null: until nothing is due. */
  readonly claimsForMs: number | null;
  readonly stop: AbortSignal;
}

interface Packed {
  readonly message: Ready['message'];
  readonly parcel: Parcel;
}

/** Free places are filled together: half of them at once, or as many as there are this long after the first became free. */
const GATHER_MS = 2;
const SHOWN = 2_000;

const explain = (error: unknown): string => {
  if (error instanceof TemplateError) return `${error.part}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
};

/**
 * One run of one slot: claims, hands over and writes down until nothing is due (decision 005).
 *
 * It goes in turns. A turn is one statement, one commit: the messages whose fate is known are written down, and as many others are marked as handed over
 * as may be on their way besides those still out. After the commit the marked ones leave, and while they are out the next turn is prepared. So at
 * any moment at most `width` messages are marked without a fate: exactly those that a dead worker leaves unknown. Everything else that is claimed
 * is unmarked and goes back to wait.
 */
export class DispatchRun {
  private readonly stock: Stock;
  private readonly health = new ProviderHealth();
  private readonly ended: Ended[] = [];
  private readonly chores = new Set<Promise<void>>();
  private width: number;
  private inFlight = 0;
  private resting = false;
  private knownUp = false;
  private gathered = false;
  private gathering: NodeJS.Timeout | undefined;
  /** Whether anything has happened since the loop last looked: while it awaits something else, too. */
  private stirred = false;
  private resume = (): void => undefined;

  constructor(private readonly parts: RunParts) {
    this.width = parts.width;
    this.stock = new Stock(parts, {
      width: parts.width,
      ratePerSecond: parts.ratePerSecond,
      claimsForMs: parts.claimsForMs,
      onJudged: (judged) => this.end(judged),
      onChange: () => this.wake(),
    });
  }

  /** Gives how many messages it claimed; 0 says that nothing was due, or that the connector is closed for now. */
  async go(): Promise<number> {
    const { ledger, leaseMs, logger, stop } = this.parts;
    const heartbeat = setInterval(() => {
      ledger.renew().catch((error: unknown) => logger.warn({ err: error }, 'leases could not be renewed'));
    }, leaseMs / 3);
    const close = (): void => this.stock.close();
    stop.addEventListener('abort', close);
    if (stop.aborted) close();
    try {
      await this.turns();
      await Promise.all(this.chores);
    } finally {
      clearInterval(heartbeat);
      clearTimeout(this.gathering);
      stop.removeEventListener('abort', close);
    }
    if (this.stock.failure !== undefined) throw this.stock.failure;
    return this.stock.claimed;
  }

  private async turns(): Promise<void> {
    while (!this.stock.isEmpty || this.inFlight > 0 || this.ended.length > 0) {
      this.stirred = false;
      this.stock.fillAhead();
      await this.parts.pace.prepare(this.stock.size).catch((error: unknown) => this.stock.fail(error));
      if (this.isRipe()) await this.turn();
      else await this.somethingHappens();
    }
  }

  private get takable(): number {
    return Math.max(0, Math.min(this.width - this.inFlight, this.stock.size, this.parts.pace.allowance()));
  }

  private get halfIsFree(): boolean {
    return this.width - this.inFlight >= this.width / 2;
  }

  /** Whether a turn is worth its statement. */
  private isRipe(): boolean {
    if (this.takable === 0 && this.ended.length === 0) return false;
    return this.gathered || this.halfIsFree;
  }

  private wake(): void {
    this.stirred = true;
    this.resume();
  }

  private async somethingHappens(): Promise<void> {
    if (this.stirred) return;
    if (this.takable > 0 || this.ended.length > 0) this.gather(GATHER_MS);
    else if (this.parts.pace.wait() > 0) this.gather(Math.ceil(this.parts.pace.wait()));
    await new Promise<void>((resolve) => {
      this.resume = resolve;
    });
  }

  private gather(ms: number): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.gathered = true;
      this.wake();
    }, ms);
  }

  private async turn(): Promise<void> {
    this.gathered = false;
    const packed = this.pack();
    const marks = packed.map(({ message, parcel }) => ({ message, address: parcel.to }));
    const marked = await writeTurn(this.parts, this.ended.splice(0), marks);
    const leaving = packed.filter(({ message }) => marked.has(message.messageId));
    this.parts.pace.take(leaving.length);
    for (const one of leaving) void this.handOver(one);
  }

  /** Fills the templates in for as many as may leave now; one that can't be made ends here and has never been on its way. */
  private pack(): Packed[] {
    const { links, clock } = this.parts;
    const packed: Packed[] = [];
    const places = this.takable;
    while (packed.length < places) {
      const ready = this.stock.take();
      if (!ready) break;
      const { message, brief } = ready;
      try {
        packed.push({ message, parcel: parcelOf(message, brief, links, this.stock.settings, clock.now()) });
      } catch (error) {
        this.end({ message, outcome: { kind: 'unrenderable', error: explain(error) } });
      }
    }
    return packed;
  }

  private async handOver({ message, parcel }: Packed): Promise<void> {
    this.inFlight += 1;
    const outcome = await this.parts.transport.send(parcel);
    this.inFlight -= 1;
    this.end({ message, outcome });
    this.heed(this.health.after(outcome));
    if ((outcome.kind === 'accepted' || outcome.kind === 'delivered') && !this.knownUp) {
      this.knownUp = true;
      this.doBeside(this.parts.ledger.noteUp());
    }
    if (this.halfIsFree) this.wake();
    else this.gather(GATHER_MS);
  }

  private end({ message, outcome }: Judged): void {
    const change = nextOf({ state: 'sending', attempts: message.attempts, handed: true }, outcome, this.parts.policy);
    if (!change) return;
    const error = 'error' in outcome ? outcome.error.slice(0, SHOWN) : null;
    this.ended.push({ message, ...change, error, ref: 'ref' in outcome ? outcome.ref : null });
  }

  private heed(advice: Advice): void {
    if (advice === 'narrower') this.width = Math.max(1, Math.floor(this.width / 2));
    else if (advice === 'wider') this.width = Math.min(this.parts.width, this.width + 1);
    else if (advice !== 'on' && !this.resting) {
      this.resting = true;
      this.stock.close();
      this.doBeside(this.rest(advice.restBecause, advice.retryAfterMs));
    }
  }

  /** Leaves the provider alone for a while; the admin sees why. */
  private async rest(error: string, retryAfterMs: number | null): Promise<void> {
    const { ledger, clock, logger } = this.parts;
    const failures = ((await ledger.health())?.failures ?? 0) + 1;
    const retryAt = new Date(clock.now().getTime() + restMs(failures, retryAfterMs));
    logger.warn({ connectorId: ledger.connectorId, error, failures, retryAt }, 'a provider could not be used; its messages wait');
    await ledger.noteDown(error.slice(0, SHOWN), clock.now(), retryAt);
  }

  /** A chore that no turn waits for; the run ends after it. */
  private doBeside(work: Promise<void>): void {
    const chore = work
      .catch((error: unknown) => this.parts.logger.warn({ err: error }, "a connector's health could not be written down"))
      .finally(() => this.chores.delete(chore));
    this.chores.add(chore);
  }
}
