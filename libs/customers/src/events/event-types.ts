import type { BodyOf, EventFates, EventType, EventTypeDetail, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { CHANGE_TYPE, EVENT_TYPES, FATES, FIELDS, FORGET_FATES, FORGET_REFUSED, REFUSED, USED_BY } from './event-types.sql.js';
import type { ValueKind } from './kinds.js';

interface TypeRow extends Omit<EventType, 'firstSeenAt' | 'lastSeenAt'> {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly lookedAt: string;
}
interface FieldRow {
  readonly name: string;
  readonly kind: ValueKind;
  readonly seen: number;
  readonly samples: string[];
  readonly lastSeenAt: Date;
}
type Field = EventTypeDetail['fields'][number];

const toType = ({ lookedAt: _, firstSeenAt, lastSeenAt, ...row }: TypeRow): EventType => ({
  ...row,
  firstSeenAt: firstSeenAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
});

/** Rows of one property after the other, the usual kind first. */
const fieldsOf = (rows: readonly FieldRow[], lookedAt: number): Field[] => {
  const fields = new Map<string, Field>();
  for (const { name, lastSeenAt, ...kind } of rows) {
    const field = fields.get(name) ?? { name, fill: 0, kinds: [] };
    field.kinds.push({ ...kind, lastSeenAt: lastSeenAt.toISOString() });
    field.fill = lookedAt === 0 ? 0 : Math.min(1, field.kinds.reduce((sum, { seen }) => sum + seen, 0) / lookedAt);
    fields.set(name, field);
  }
  return [...fields.values()].sort((one, other) => other.fill - one.fill || (one.name < other.name ? -1 : 1));
};

/** The names of events that have come in, what they hold, how many come, and what became of those that were refused. */
export class EventTypes {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  async eventTypes({ query, hidden }: QueryOf<typeof routes.eventTypes>): Promise<ReplyOf<typeof routes.eventTypes>> {
    const { database, clock } = this.deps;
    const rows = await database.query<TypeRow>(EVENT_TYPES, [clock.now(), query?.trim() || null, hidden === 'true', null]);
    return { items: rows.map(toType) };
  }

  eventType(name: string): Promise<EventTypeDetail> {
    return this.detail(this.deps.database, name);
  }

  changeEventType(name: string, { description, hidden }: BodyOf<typeof routes.changeEventType>): Promise<EventTypeDetail> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const values = [name, description !== undefined, description?.trim() || null, hidden ?? null];
      const [row] = await tx.query(CHANGE_TYPE, values);
      if (!row) throw notFound('event', name);
      await recordChange(tx, clock, { action: 'updated', kind: 'event_type', id: name, after: { description, hidden } });
      return this.detail(tx, name);
    });
  }

  async eventFates(): Promise<EventFates> {
    const { database, clock } = this.deps;
    type Count = EventFates['counts'][number];
    type Refused = EventFates['refused'][number];
    const counts = await database.query<Omit<Count, 'lastAt'> & { lastAt: Date }>(FATES, [clock.now()]);
    const refused = await database.query<Omit<Refused, 'at'> & { at: Date }>(REFUSED, [clock.now()]);
    return {
      counts: counts.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() })),
      refused: refused.map((row) => ({ ...row, at: row.at.toISOString() })),
    };
  }

  /** Forgets what is too old to help anybody. */
  async sweep(): Promise<void> {
    const { database, clock } = this.deps;
    for (const statement of [FORGET_REFUSED, FORGET_FATES]) await database.query(statement, [clock.now()]);
  }

  private async detail(sql: Sql, name: string): Promise<EventTypeDetail> {
    const [row] = await sql.query<TypeRow>(EVENT_TYPES, [this.deps.clock.now(), null, true, name]);
    if (!row) throw notFound('event', name);
    const lookedAt = Number(row.lookedAt);
    const fields = fieldsOf(await sql.query<FieldRow>(FIELDS, [name]), lookedAt);
    const usedBy = await sql.query<EventTypeDetail['usedBy'][number]>(USED_BY, [name]);
    return { ...toType(row), lookedAt, fields, usedBy };
  }
}
