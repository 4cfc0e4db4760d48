import {
  type AttributeType,
  type AttributeTypeDetail,
  attributeFactsSchema,
  type BodyOf,
  type QueryOf,
  type ReplyOf,
  type routes,
} from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import type { Computations } from '../computed/computations.js';
import { CHANGE_TYPE, COUNT_OTHER_KINDS, FACTS_OF, TYPES, USED_BY } from './attribute-types.sql.js';
import { LOOK } from './look.js';

interface TypeRow extends Omit<AttributeType, 'computed' | 'firstSeenAt' | 'found'> {
  readonly owner: string | null;
  readonly words: NonNullable<AttributeType['computed']>['description'] | null;
  readonly firstSeenAt: Date;
  readonly people: number | null;
  readonly total: number | null;
  readonly otherKinds: number | null;
  readonly lastWrittenAt: Date | null;
  readonly foundAt: Date | null;
}

const toType = ({ owner, words, firstSeenAt, people, total, otherKinds, lastWrittenAt, foundAt, ...row }: TypeRow): AttributeType => ({
  ...row,
  computed: owner !== null && words ? { owner, description: words } : null,
  firstSeenAt: firstSeenAt.toISOString(),
  found: foundAt && {
    ...{ at: foundAt.toISOString(), people: people ?? 0, total: total ?? 0, otherKinds: otherKinds ?? 0 },
    lastWrittenAt: lastWrittenAt?.toISOString() ?? null,
  },
});

/** A text as a part of a regular expression that stands for itself. */
const literally = (text: string): string => text.replace(/[^\p{L}\p{N}_]/gu, '\\$&');

/** The attributes that customers have: what they mean, how their values are spread, and who uses them. */
export class AttributeTypes {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'ask' | 'latest'>;
    },
  ) {}

  async attributeTypes({ query }: QueryOf<typeof routes.attributeTypes>): Promise<ReplyOf<typeof routes.attributeTypes>> {
    const rows = await this.deps.database.query<TypeRow & object>(TYPES, [query?.trim() || null, null]);
    const { latest } = await this.deps.computations.latest(LOOK);
    const isOpen = latest?.state === 'queued' || latest?.state === 'running';
    return { items: rows.map(toType), run: isOpen ? { done: latest.stepsDone, total: latest.stepsTotal } : null };
  }

  attributeType(name: string): Promise<AttributeTypeDetail> {
    return this.detail(this.deps.database, name);
  }

  /** Says what an attribute is about. What the product works out keeps its kind. */
  changeAttributeType(name: string, body: BodyOf<typeof routes.changeAttributeType>): Promise<AttributeTypeDetail> {
    const { database, clock } = this.deps;
    const { label, description, kind, sensitive, retired } = body;
    return database.transaction(async (tx) => {
      const [row] = await tx.query<{ kind: string }>(CHANGE_TYPE, [
        ...[name, label !== undefined, label || null, description !== undefined, description || null],
        ...[kind ?? null, sensitive ?? null, retired ?? null],
      ]);
      if (!row) throw notFound('attribute', name);
      await tx.query(COUNT_OTHER_KINDS, [name, row.kind]);
      await recordChange(tx, clock, { action: 'updated', kind: 'attribute_type', id: name, after: body });
      return this.detail(tx, name);
    });
  }

  /** Looks at all attributes now. */
  async lookAtAttributes(): Promise<void> {
    await this.deps.computations.ask(LOOK, 'all', 'person');
  }

  private async detail(sql: Sql, name: string): Promise<AttributeTypeDetail> {
    const [row] = await sql.query<TypeRow & object>(TYPES, [null, name]);
    if (!row) throw notFound('attribute', name);
    const [facts] = await sql.query<{ facts: unknown }>(FACTS_OF, [name]);
    const usedBy = await attributeUses(sql, name);
    return { ...toType(row), facts: facts ? attributeFactsSchema.parse(facts.facts) : null, usedBy };
  }
}

/** Who asks for an attribute, writes it or prints it. */
export const attributeUses = (sql: Sql, name: string): Promise<AttributeTypeDetail['usedBy']> =>
  sql.query<AttributeTypeDetail['usedBy'][number]>(USED_BY, [name, literally(name)]);
