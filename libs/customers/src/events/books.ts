import type { EventFate, EventSource } from '@wayfare/contracts';
import type { Clock, Json } from '@wayfare/kernel';
import { type Database, type Logger, Pacer, type Sql } from '@wayfare/platform';
import { ADD_FATES, ADD_LOOKED_AT, ADD_PROPERTIES, ADD_REFUSED, COUNT_VOLUMES } from './books.sql.js';
import { excerptOf } from './excerpt.js';
import type { ValueKind } from './kinds.js';
import { type Observed, observe } from './observe.js';

/** What was counted is written down this often at most. */
const APART_MS = 1_000;
/** Of each name so many events are looked at between two writings; of many more there is nothing new to learn. */
const LOOKED_AT = 20;
/** Names that are kept in mind between two writings. */
const NAMES = 500;
/** Refused events that are shown, and kept in mind between two writings. */
const REFUSED_KEPT = 200;

interface Refused {
  readonly at: Date;
  readonly source: EventSource;
  readonly fate: EventFate;
  readonly name: string | null;
  readonly message: string;
  readonly excerpt: string;
}

/** Why an event was refused, and the event as it came. */
export interface RefusedEvent {
  readonly code: EventFate;
  readonly message: string;
  readonly input: unknown;
}

/** Adds batches to the volumes of their days; each must be told once, in the transaction that takes it as looked at. */
export const countVolumes = async (tx: Sql, batchIds: readonly string[]): Promise<void> => {
  await tx.query(COUNT_VOLUMES, [batchIds]);
};

/**
 * The books of what comes in: how many events met which fate, which were refused lately, and what their properties hold. Counting an event must not cost a row, and above all not one that every sender waits for: so it is
 * counted in memory and written down once a second, by whichever process took it in. What a process that is killed had not written is missing from these counts, and from nothing else.
 */
export class EventBooks {
  private readonly fates = new Map<string, number>();
  private refused: Refused[] = [];
  private readonly observed = new Map<string, Observed>();
  private readonly writing = new Pacer(() => this.write(), APART_MS);

  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock; readonly logger?: Logger }) {}

  /** So many events of a source met a fate. */
  count(source: EventSource, fate: EventFate, events = 1): void {
    if (events === 0) return;
    const key = `${source} ${fate}`;
    this.fates.set(key, (this.fates.get(key) ?? 0) + events);
    this.soon();
  }

  /** An event was refused: it is counted, and shown without whom it names. */
  refuse(source: EventSource, { code, message, input }: RefusedEvent): void {
    this.count(source, code);
    const { name, excerpt } = excerptOf(input);
    this.refused.push({ at: this.deps.clock.now(), source, fate: code, name, message: message.slice(0, 500), excerpt });
    if (this.refused.length > REFUSED_KEPT) this.refused.shift();
  }

  /** An event was taken in; what its properties hold is noted of some. */
  look(name: string, properties: Readonly<Record<string, Json>>): void {
    const known = this.observed.get(name);
    if (known ? known.lookedAt >= LOOKED_AT : this.observed.size >= NAMES) return;
    const observed = known ?? { lookedAt: 0, properties: new Map() };
    this.observed.set(name, observed);
    observe(observed, properties);
    this.soon();
  }

  /** Resolves when all that was counted so far is written down. */
  async written(): Promise<void> {
    await this.writing.ask();
  }

  private soon(): void {
    if (!this.writing.isAwaited) void this.writing.ask().catch(() => undefined);
  }

  private async write(): Promise<void> {
    await Promise.resolve();
    const fates = [...this.fates];
    const { refused } = this;
    const observed = [...this.observed];
    this.fates.clear();
    this.refused = [];
    this.observed.clear();
    if (fates.length + refused.length + observed.length === 0) return;
    try {
      await this.deps.database.transaction(async (tx) => {
        await this.writeFates(tx, fates);
        await this.writeRefused(tx, refused);
        await this.writeObserved(tx, observed);
      });
    } catch (error) {
      for (const [key, events] of fates) this.fates.set(key, (this.fates.get(key) ?? 0) + events);
      this.refused = [...refused, ...this.refused].slice(-REFUSED_KEPT);
      this.deps.logger?.warn({ err: error }, 'what became of events could not be counted; it is tried again with the next');
      throw error;
    }
  }

  private async writeFates(tx: Sql, fates: readonly (readonly [key: string, events: number])[]): Promise<void> {
    if (fates.length === 0) return;
    const keys = fates.map(([key]) => key.split(' '));
    await tx.query(ADD_FATES, [
      keys.map(([source]) => source),
      keys.map(([, fate]) => fate),
      fates.map(([, events]) => events),
      this.deps.clock.now(),
    ]);
  }

  private async writeRefused(tx: Sql, refused: readonly Refused[]): Promise<void> {
    if (refused.length === 0) return;
    await tx.query(ADD_REFUSED, [
      refused.map(({ at }) => at),
      refused.map(({ source }) => source),
      refused.map(({ fate }) => fate),
      refused.map(({ name }) => name),
      refused.map(({ message }) => message),
      refused.map(({ excerpt }) => excerpt),
      REFUSED_KEPT,
    ]);
  }

  private async writeObserved(tx: Sql, observed: readonly (readonly [name: string, Observed])[]): Promise<void> {
    if (observed.length === 0) return;
    await tx.query(ADD_LOOKED_AT, [observed.map(([name]) => name), observed.map(([, { lookedAt }]) => lookedAt)]);
    const rows = observed.flatMap(([name, { properties }]) =>
      [...properties].flatMap(([property, kinds]) =>
        [...kinds].map(([kind, { seen, samples }]): [string, string, ValueKind, number, string] => [
          name,
          property,
          kind,
          seen,
          JSON.stringify([...samples]),
        ]),
      ),
    );
    if (rows.length === 0) return;
    const columns = [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column]));
    await tx.query(ADD_PROPERTIES, [...columns, this.deps.clock.now()]);
  }
}
