import type { Reason } from '@wayfare/kernel';
import type { Database, Sql } from '@wayfare/platform';
import type { Claimed, MessageKey } from './claimed.js';
import { CLAIM, HEALTH, NOTE_DOWN, NOTE_UP, RENEW, RESERVE, TURN } from './ledger.sql.js';
import type { PutOff } from './outcome.js';
import type { MessageState } from './state.js';

/** How one message ended, ready to be written. */
export interface Ended {
  readonly message: Claimed;
  readonly state: MessageState;
  readonly reason: Reason | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly delayMs: number | null;
  readonly ref: string | null;
  readonly putOff?: PutOff;
}

/** A message that is about to be handed over, and where to. */
export interface Next {
  readonly message: Claimed;
  readonly address: string | null;
}

export interface Health {
  readonly paused: boolean;
  readonly failures: number;
  readonly retryAt: Date | null;
  readonly revision: number;
}

const keyColumns = (keys: readonly MessageKey[]): unknown[] => [
  keys.map((key) => key.customerId),
  keys.map((key) => key.journeyId),
  keys.map((key) => key.entryNo),
  keys.map((key) => key.nodeId),
  keys.map((key) => key.pass),
];

const byKey = ({ message: a }: { readonly message: MessageKey }, { message: b }: { readonly message: MessageKey }): number => {
  const [first, second] = [BigInt(a.customerId), BigInt(b.customerId)];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** One run's hold on the message ledger: what it claims, marks and writes carries its name, and only its name passes. */
export class RunLedger {
  constructor(
    private readonly database: Database,
    readonly connectorId: string,
    private readonly runId: string,
    private readonly leaseMs: number,
  ) {}

  claim(now: Date, most: number): Promise<Claimed[]> {
    return this.database.query<Claimed>(CLAIM, [this.connectorId, now, this.runId, this.leaseMs, most]);
  }

  /**
   * Writes down what has ended and marks what comes next, in one commit; gives the ids of those that may be handed over.
   * @param tx where more is to be written in the same commit
   */
  async turn(now: Date, ended: readonly Ended[], next: readonly Next[], tx?: Sql): Promise<Set<string>> {
    const done = [...ended].sort(byKey);
    const marks = [...next].sort(byKey);
    const values = [
      this.runId,
      now,
      ...keyColumns(done.map(({ message }) => message)),
      done.map(({ state }) => state),
      done.map(({ reason }) => reason),
      done.map(({ error }) => error),
      done.map(({ attempts }) => attempts),
      done.map(({ delayMs }) => delayMs),
      done.map(({ ref }) => ref),
      done.map(({ putOff }) => putOff?.until ?? null),
      done.map(({ putOff }) => putOff?.because ?? null),
      ...keyColumns(marks.map(({ message }) => message)),
      marks.map(({ address }) => address),
    ];
    const rows = await (tx
      ? tx.query<{ id: string }>(TURN, values)
      : this.database.prepared<{ id: string }>('dispatch_turn', TURN, values));
    return new Set(rows.map(({ id }) => id));
  }

  async renew(): Promise<void> {
    await this.database.query(RENEW, [this.runId, this.leaseMs]);
  }

  /** Takes places in the connector's time line; gives the milliseconds until the first of them. */
  async reserve(places: number, intervalMs: number): Promise<number> {
    const [row] = await this.database.query<{ wait: number }>(RESERVE, [this.connectorId, places, intervalMs]);
    return row?.wait ?? 0;
  }

  async health(): Promise<Health | undefined> {
    const [row] = await this.database.query<Health>(HEALTH, [this.connectorId]);
    return row;
  }

  async noteUp(): Promise<void> {
    await this.database.query(NOTE_UP, [this.connectorId]);
  }

  async noteDown(error: string, now: Date, retryAt: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(NOTE_DOWN, [this.connectorId, retryAt]);
      await tx.query('UPDATE connectors SET last_error = $2, last_error_at = $3 WHERE id = $1', [this.connectorId, error, now]);
    });
  }
}
