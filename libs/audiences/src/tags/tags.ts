import type { BodyOf, QueryOf, ReplyOf, Role, routes, Tag, TagBatch } from '@wayfare/contracts';
import { type Computations, livingOf, noteTags, refuseUnapproved, TagNames, tagsBecause } from '@wayfare/customers';
import { AppError, addDuration, type Clock, type Condition, conditionSchema, conflict, invalid, notFound } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { resolveSegments } from '../condition/resolve.js';
import { checkCondition } from '../segments/check.js';
import { TAG_EVENTS, TAGS } from './computation.js';
import { NAME_EVENTS } from './computation.sql.js';
import { namesOf, refuseFormer, TagNaming } from './names.js';
import { inOrder, readTagRules } from './rules.js';
import {
  APPROVE_TAG,
  CHANGE_TAGS,
  COUNT_BATCHES,
  CUSTOMER_CHANGES,
  CUSTOMER_TAGS,
  FORGET_HISTORY,
  FORMER,
  HISTORY,
  HOLD_TAG,
  INSERT_TAG,
  LIST_TAGS,
  ORIGINS,
  PROPOSED,
  RULED,
  TAG,
  UPDATE_TAG,
  USES,
} from './tags.sql.js';

const PAGE = 50;
const CHANGES = 100;
/** How long it is kept who put which tag on whom. */
const HISTORY_KEPT = 'P400D';

interface TagRow extends Omit<Tag, 'owner' | 'archivedAt' | 'foundAt' | 'firstSeenAt' | 'condition'> {
  readonly archivedAt: Date | null;
  readonly foundAt: Date | null;
  readonly firstSeenAt: Date;
  readonly condition: unknown;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
}

type BatchRow = Omit<TagBatch, 'at'> & { id: string; at: Date };
type ChangeRow = Omit<TagBatch, 'at' | 'added' | 'removed'> & { at: Date; name: string; isAdded: boolean };

/** The catalogue of tags: what they mean, who has them, and why; and the tags of one customer. Rules are worked out by `TagComputation`. */
export class Tags {
  private readonly naming: TagNaming;

  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'ask' | 'cancel' | 'latest' | 'reconcile'>;
    },
  ) {
    this.naming = new TagNaming({ ...deps, read: readTag });
  }

  async tags({ query, show = 'used', cursor, limit = PAGE }: QueryOf<typeof routes.tags>): Promise<ReplyOf<typeof routes.tags>> {
    const { database } = this.deps;
    const rows = await database.query<TagRow & object>(LIST_TAGS, [query?.trim() || null, cursor ?? null, show, limit + 1]);
    const items = rows.slice(0, limit).map(toTag);
    return { items, next: rows.length > limit ? (items.at(-1)?.name ?? null) : null };
  }

  async tag(name: string): Promise<ReplyOf<typeof routes.tag>> {
    const { database } = this.deps;
    const names = await namesOf(database, name);
    const [now = name] = names;
    const origins = await database.query<{ origin: TagBatch['origin']; added: number; removed: number; lastAt: Date }>(ORIGINS, [names]);
    const former = await database.query<{ name: string; how: 'renamed' | 'merged'; at: Date }>(FORMER, [now]);
    return {
      ...(await readTag(database, now)),
      origins: origins.map(({ lastAt, ...origin }) => ({ ...origin, lastAt: lastAt.toISOString() })),
      uses: await database.query<ReplyOf<typeof routes.tag>['uses'][number]>(USES, [names]),
      formerNames: former.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    };
  }

  /**
   * A tag that somebody writes into the catalogue; agreed to at once where they may agree to tags.
   * @throws AppError `tag_taken`; `tag_cycle` and what `checkCondition` throws
   */
  async createTag(body: BodyOf<typeof routes.createTag>, role: Role): Promise<ReplyOf<typeof routes.createTag>> {
    const { name, description = '', ownerId = null, condition = null } = body;
    const tag = await this.deps.database.transaction(async (tx) => {
      await refuseFormer(tx, name);
      await this.check(tx, name, condition);
      const state = role === 'manager' ? 'proposed' : 'approved';
      const parameters = [name, description, ownerOf(ownerId), asJson(condition), currentActor(), this.deps.clock.now(), state];
      const made = await tx.query(INSERT_TAG, parameters);
      if (made.length === 0) throw conflict('tag_taken', `There is a tag ${name} already.`, { name });
      await tx.query(NAME_EVENTS, [Object.values(TAG_EVENTS), this.deps.clock.now()]);
      const after = await readTag(tx, name);
      await recordChange(tx, this.deps.clock, { action: 'created', kind: 'tag', id: name, after });
      return after;
    });
    if (condition) await this.deps.computations.reconcile();
    return tag;
  }

  /** @throws AppError `not_found`, `tag_cycle`; 409 `in_use` where a tag is to be put away that something names */
  async changeTag(name: string, change: BodyOf<typeof routes.changeTag>): Promise<ReplyOf<typeof routes.changeTag>> {
    const { database, clock, computations } = this.deps;
    const tag = await database.transaction(async (tx) => {
      await tx.query(HOLD_TAG, [name]);
      const before = await readTag(tx, name);
      const condition = change.condition === undefined ? before.condition : change.condition;
      const isOther = JSON.stringify(condition) !== JSON.stringify(before.condition) || (change.archived === false && condition !== null);
      if (isOther) await this.check(tx, name, condition);
      if (change.archived && before.archivedAt === null) await refuseUsed(tx, name);
      const archivedAt = change.archived === undefined ? before.archivedAt : change.archived ? clock.now() : null;
      const owner = ownerOf(change.ownerId === undefined ? (before.owner?.id ?? null) : change.ownerId);
      await tx.query(UPDATE_TAG, [name, change.description ?? before.description, owner, asJson(condition), isOther, archivedAt]);
      const after = await readTag(tx, name);
      await recordChange(tx, clock, { action: 'updated', kind: 'tag', id: name, before, after });
      return after;
    });
    if (change.condition) await computations.reconcile();
    return tag;
  }

  async renameTag(name: string, body: BodyOf<typeof routes.renameTag>): Promise<ReplyOf<typeof routes.renameTag>> {
    return this.naming.renameTag(name, body);
  }

  async mergeTag(name: string, body: BodyOf<typeof routes.mergeTag>): Promise<ReplyOf<typeof routes.mergeTag>> {
    return this.naming.mergeTag(name, body);
  }

  async approveTag(name: string): Promise<ReplyOf<typeof routes.approveTag>> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const approved = await tx.query(`${APPROVE_TAG} RETURNING name`, [name, currentActor(), clock.now()]);
      const after = await readTag(tx, name);
      if (approved.length > 0) await recordChange(tx, clock, { action: 'approved', kind: 'tag', id: name, after });
      return after;
    });
  }

  async tagHistory(name: string, { cursor, limit = PAGE }: QueryOf<typeof routes.tagHistory>): Promise<ReplyOf<typeof routes.tagHistory>> {
    const [at = null, id = null] = readCursor(cursor);
    const { database } = this.deps;
    const rows = await database.query<BatchRow>(HISTORY, [await namesOf(database, name), at, id, limit + 1]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ id: _, at: when, ...batch }) => ({ ...batch, at: when.toISOString() })),
      next: rows.length > limit && last ? `${last.at.toISOString()}_${last.id}` : null,
    };
  }

  async tagRun(): Promise<ReplyOf<typeof routes.tagRun>> {
    const [count] = await this.deps.database.query<{ proposed: number }>(PROPOSED);
    const { latest } = await this.deps.computations.latest(TAGS);
    return {
      proposed: count?.proposed ?? 0,
      run: latest && {
        ...{ state: latest.state, stepsTotal: latest.stepsTotal, stepsDone: latest.stepsDone },
        finishedAt: latest.finishedAt?.toISOString() ?? null,
      },
    };
  }

  async computeTags(): Promise<void> {
    await this.deps.computations.ask(TAGS, 'all', 'person');
  }

  async cancelTags(): Promise<void> {
    await this.deps.computations.cancel(TAGS);
  }

  async customerTags(id: string): Promise<ReplyOf<typeof routes.customerTags>> {
    const { database } = this.deps;
    const living = await livingOf(database, id);
    const tags = await database.query<{ name: string; state: Tag['state']; isByRule: boolean }>(CUSTOMER_TAGS, [living]);
    const rows = await database.query<ChangeRow>(CUSTOMER_CHANGES, [living, CHANGES]);
    const changes = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    return { tags: tags.map((tag) => ({ ...tag, since: cameBy(tag.name, changes) })), changes };
  }

  /** @throws AppError `not_found`; 409 `tag_by_rule` where a rule says who has one of the tags */
  async changeCustomerTags(id: string, change: BodyOf<typeof routes.changeCustomerTags>): Promise<void> {
    const { database, clock, computations } = this.deps;
    await database.transaction(async (tx) => {
      const names = await TagNames.read(tx);
      const add = names.allNow(change.add);
      await refuseUnapproved(tx, add, 'add');
      const remove = change.remove.flatMap((tag) => names.everOf(tag));
      const customer = await livingOf(tx, id);
      if ((await tx.query('SELECT 1 FROM customers WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE', [customer])).length === 0)
        throw notFound('customer', id);
      const [ruled] = await tx.query<{ name: string }>(RULED, [[...add, ...remove]]);
      if (ruled) throw conflict('tag_by_rule', `A rule says who has the tag ${ruled.name}.`, { name: ruled.name });
      const now = clock.now();
      await tagsBecause(tx, { origin: 'hand', at: now });
      await tx.query(CHANGE_TAGS, [customer, add, remove, now]);
      await noteTags(tx, add, now);
      await tx.query(NAME_EVENTS, [Object.values(TAG_EVENTS), now]);
      await recordChange(tx, clock, { action: 'updated', kind: 'customer', id: customer, after: { addTags: add, removeTags: remove } });
    });
    await computations.reconcile();
  }

  /** Keeps the numbers of people at hand, and forgets history that is old. */
  async sweep(): Promise<void> {
    const { database, clock } = this.deps;
    await database.query(COUNT_BATCHES);
    for (;;) {
      const [done] = await database.query<{ gone: number }>(FORGET_HISTORY, [addDuration(clock.now(), HISTORY_KEPT, -1)]);
      if ((done?.gone ?? 0) === 0) return;
    }
  }

  /** Whether a condition may say who has a tag. */
  private async check(tx: Tx, name: string, condition: Condition | null): Promise<void> {
    if (!condition) return;
    // two rules that are changed at once could close a circle between them
    await tx.query('LOCK TABLE segments IN SHARE ROW EXCLUSIVE MODE');
    await checkCondition(tx, condition);
    const rule = { tag: name, condition: await resolveSegments(tx, condition) };
    const others = (await readTagRules(tx)).filter(({ tag }) => tag !== name);
    if (inOrder([...others, rule]).some(({ tag }) => tag === name)) return;
    const message = 'The rule would lead back to its own tag.';
    throw new AppError('tag_cycle', 422, message, { fields: [{ path: 'condition', code: 'tag_cycle', message }] });
  }
}

const asJson = (condition: Condition | null): string | null => (condition === null ? null : JSON.stringify(condition));
const ownerOf = (id: string | null): string | null => (id === null ? null : `user:${id}`);
const readCursor = (cursor: string | undefined): string[] => {
  if (cursor === undefined) return [];
  const parts = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)_(\d{1,19})$/.exec(cursor);
  if (!parts) throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
  return parts.slice(1);
};

const toTag = ({ ownerId, ownerName, archivedAt, foundAt, firstSeenAt, condition, name, description, state, people }: TagRow): Tag => ({
  ...{ name, description, state, people },
  owner: ownerId !== null && ownerName !== null ? { id: ownerId, name: ownerName } : null,
  condition: condition === null ? null : conditionSchema.parse(condition),
  archivedAt: archivedAt?.toISOString() ?? null,
  foundAt: foundAt?.toISOString() ?? null,
  firstSeenAt: firstSeenAt.toISOString(),
});

const readTag = async (sql: Sql, name: string): Promise<Tag> => {
  const [row] = await sql.query<TagRow & object>(TAG, [name]);
  if (!row) throw notFound('tag', name);
  return toTag(row);
};

const refuseUsed = async (sql: Sql, name: string): Promise<void> => {
  const uses = await sql.query<{ kind: string; id: string; name: string }>(USES, [await namesOf(sql, name)]);
  const [first] = uses;
  if (first) throw conflict('in_use', `The tag is used by the ${first.kind} ${first.name}.`, { uses });
};

/** How a tag came onto somebody: what put it last; that two customers became one only where nothing else did. */
const cameBy = (
  name: string,
  changes: readonly (Omit<ChangeRow, 'at'> & { readonly at: string })[],
): ReplyOf<typeof routes.customerTags>['tags'][number]['since'] => {
  const added = changes.filter((change) => change.name === name && change.isAdded);
  const change = added.find(({ origin }) => origin !== 'merge') ?? added[0];
  if (!change) return null;
  const { at, origin, originId, originName, actor } = change;
  return { at, origin, originId, originName, actor };
};
