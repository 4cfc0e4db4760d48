import { createHash, randomBytes } from 'node:crypto';
import type { BodyOf, EventFate, EventsReply, HookMapping, InboundDelivery, InboundHook, ReplyOf, routes } from '@wayfare/contracts';
import { AppError, type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type SecretsBox, type Sql } from '@wayfare/platform';
import type { EventBooks } from '../events/books.js';
import type { Ingestion } from '../events/ingestion.js';
import { eventFrom } from './hook-mapping.js';
import { whyNotSigned } from './hook-signature.js';
import { ADD_DELIVERY, CHANGE_HOOK, DELETE_HOOK, DELIVERIES, FORGET_DELIVERIES, HOOK, HOOKS, INSERT_HOOK } from './inbound-hooks.sql.js';
import { Rate } from './rate.js';

interface HookRow extends Omit<InboundHook, 'createdAt' | 'lastAt'> {
  readonly createdAt: Date;
  readonly lastAt: Date | null;
  readonly secret: string;
}

export interface InboundHooksDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The machine's own clock: when a call was signed. */
  readonly wall: Clock;
  readonly secrets: SecretsBox;
  readonly ingestion: Pick<Ingestion, 'events'>;
  readonly books: EventBooks;
}

/** One call of another system, as it came. */
export interface InboundCall {
  readonly body: Buffer;
  readonly signature: string | undefined;
}

interface Outcome {
  readonly fate: EventFate;
  readonly message: string | null;
  readonly event: string | null;
  /** What of the body is kept to be shown: of one that nobody has signed, nothing. */
  readonly body: string;
}

const SOURCE = 'hook';
const SECRET_CONTEXT = 'inbound-hook';
const SHOWN_BODY = 8_000;
const MOST_BYTES = 256 * 1024;
const PER_MINUTE = 6_000;

const toHook = ({ createdAt, lastAt, secret: _, ...row }: HookRow): InboundHook => ({
  ...row,
  createdAt: createdAt.toISOString(),
  lastAt: lastAt?.toISOString() ?? null,
});
const shown = ({ name, mapping, enabled }: InboundHook) => ({ name, mapping, enabled });
const storable = (text: string): string =>
  text
    .slice(0, SHOWN_BODY)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '');

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

/**
 * Addresses to which other systems send what they have to tell, each with a secret with which they sign and a mapping that makes an event of their JSON (decision 022). The last deliveries are kept for a few days, so that one can see
 * what came and why nothing came of it.
 */
export class InboundHooks {
  private readonly rate = new Rate();

  constructor(private readonly deps: InboundHooksDeps) {}

  async inboundHooks(): Promise<ReplyOf<typeof routes.inboundHooks>> {
    return { items: (await this.deps.database.query<HookRow>(HOOKS)).map(toHook) };
  }

  createInboundHook({ name, mapping }: BodyOf<typeof routes.createInboundHook>): Promise<ReplyOf<typeof routes.createInboundHook>> {
    const { database, clock, secrets } = this.deps;
    const secret = `whs_${randomBytes(32).toString('base64url')}`;
    return database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT_HOOK, [name, secrets.seal(secret, SECRET_CONTEXT), mapping, clock.now()]);
      if (!row) throw new Error('the address was not stored');
      await recordChange(tx, clock, { action: 'created', kind: 'inbound_hook', id: row.id, after: { name, mapping } });
      return { id: row.id, secret };
    });
  }

  changeInboundHook(id: string, { name, mapping, enabled }: BodyOf<typeof routes.changeInboundHook>): Promise<InboundHook> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = toHook(await this.find(tx, id));
      await tx.query(CHANGE_HOOK, [id, name ?? null, mapping ?? null, enabled ?? null]);
      const after = toHook(await this.find(tx, id));
      await recordChange(tx, clock, { action: 'updated', kind: 'inbound_hook', id, before: shown(before), after: shown(after) });
      return after;
    });
  }

  async deleteInboundHook(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const [row] = await tx.query<{ name: string }>(DELETE_HOOK, [id]);
      if (!row) throw notFound('inbound_hook', id);
      await recordChange(tx, clock, { action: 'deleted', kind: 'inbound_hook', id, before: row });
    });
  }

  async inboundDeliveries(id: string): Promise<ReplyOf<typeof routes.inboundDeliveries>> {
    const { database } = this.deps;
    await this.find(database, id);
    const rows = await database.query<Omit<InboundDelivery, 'at'> & { at: Date }>(DELIVERIES, [id]);
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  }

  /** What a mapping makes of a body; nothing is written. */
  tryHookMapping({ mapping, body }: BodyOf<typeof routes.tryHookMapping>): ReplyOf<typeof routes.tryHookMapping> {
    const json = jsonOf(Buffer.from(body));
    if (json === undefined) return { event: null, problem: 'the body is not JSON in UTF-8' };
    const event = eventFrom(mapping, json, { id: '', at: this.deps.clock.now() });
    if (!event.ok) return { event: null, problem: event.error };
    const { id, name, customer, occurredAt, properties = {}, value = null } = event.value;
    return { event: { id: id || null, name, customer: { ...customer }, occurredAt, properties, value }, problem: null };
  }

  /**
   * POST /hooks/:id. Delivered twice, an event is taken in once: by its own id, or by what the body says.
   * @throws AppError `not_found` (404), `bad_signature` (401), `too_many_requests` (429), `too_large` (413); `bad_delivery` (422) where no event can be made of it, which the sender should not send again
   */
  async receive(id: string, call: InboundCall): Promise<EventsReply> {
    const row = await this.find(this.deps.database, id);
    if (!row.enabled) throw notFound('inbound_hook', id);
    const seconds = this.rate.take(id, 1, PER_MINUTE);
    if (seconds !== null)
      throw new AppError('too_many_requests', 429, `Too many requests. Try again in ${seconds} seconds.`, { values: { seconds } });
    const problem = whyNotSigned(this.deps.secrets.open(row.secret, SECRET_CONTEXT), call.body, call.signature, this.deps.wall.now());
    if (problem !== null) {
      await this.refused(id, { fate: 'bad_signature', message: problem, event: null, body: '' });
      throw new AppError('bad_signature', 401, `The delivery is not signed as it should be: ${problem}.`);
    }
    return this.takeIn(id, row.mapping, call.body);
  }

  /** Forgets deliveries that are too old to help anybody. */
  async sweep(): Promise<void> {
    await this.deps.database.query(FORGET_DELIVERIES, [this.deps.clock.now()]);
  }

  private async takeIn(id: string, mapping: HookMapping, body: Buffer): Promise<EventsReply> {
    const text = storable(body.toString('utf8'));
    const refuse = async (fate: EventFate, message: string, event: string | null = null): Promise<never> => {
      await this.refused(id, { fate, message, event, body: text });
      throw new AppError('bad_delivery', 422, `No event can be made of the delivery: ${message}.`);
    };
    if (body.length > MOST_BYTES) return refuse('too_large', `the body has more than ${MOST_BYTES} bytes`);
    const json = jsonOf(body);
    if (json === undefined) return refuse('invalid', 'the body is not JSON in UTF-8');
    const otherwise = { id: `hook-${id}-${createHash('sha256').update(body).digest('base64url').slice(0, 32)}`, at: this.deps.clock.now() };
    const event = eventFrom(mapping, json, otherwise);
    if (!event.ok) return refuse('invalid', event.error);
    const reply = await this.deps.ingestion.events({ events: [event.value] }, SOURCE);
    const [rejected] = reply.rejected;
    const name = storable(event.value.name);
    const fate = rejected?.code ?? (reply.duplicates > 0 ? 'duplicate' : 'accepted');
    await this.note(id, { fate, message: rejected?.message ?? null, event: name, body: text });
    if (rejected) throw new AppError('bad_delivery', 422, `No event can be made of the delivery: ${rejected.message}.`);
    return reply;
  }

  /** One that did not get as far as to be judged as an event. */
  private async refused(id: string, outcome: Outcome & { readonly message: string }): Promise<void> {
    this.deps.books.refuse(SOURCE, { code: outcome.fate, message: outcome.message, input: null });
    await this.note(id, outcome);
  }

  private async note(id: string, { fate, message, event, body }: Outcome): Promise<void> {
    const said = message === null ? null : storable(message).slice(0, 500);
    await this.deps.database.query(ADD_DELIVERY, [id, this.deps.clock.now(), fate, said, event?.slice(0, 200) ?? null, body]);
  }

  private async find(sql: Sql, id: string): Promise<HookRow> {
    const [row] = await sql.query<HookRow>(HOOK, [id]);
    if (!row) throw notFound('inbound_hook', id);
    return row;
  }
}
