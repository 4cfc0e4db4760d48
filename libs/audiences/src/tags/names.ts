import type { BodyOf, ReplyOf, routes, Tag } from '@wayfare/contracts';
import { type Computations, TagNames } from '@wayfare/customers';
import { type Clock, conflict, invalid } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { DROP_TAG, FORMER_GO_ALONG, HOLD_TAG, LISTENERS, NAME_FORMER, NOW, RECOUNT, RENAME, TAKE_ALONG } from './tags.sql.js';

type Use = ReplyOf<typeof routes.tag>['uses'][number];

/**
 * Renames tags, and makes one of two (decision 038). The catalogue changes at once, and with it what every condition, plan and writer means: the former name stays an alias. Who has it on their row gets the name of now by a run
 * over everybody (`TagComputation`), which may take its time.
 */
export class TagNaming {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'reconcile'>;
      readonly read: (sql: Sql, name: string) => Promise<Tag>;
    },
  ) {}

  /** @throws AppError `not_found`, `tag_taken`, `tag_awaited`; `invalid` where it is called that already */
  async renameTag(name: string, { name: to }: BodyOf<typeof routes.renameTag>): Promise<Tag> {
    if (to === name) throw invalid('The tag is called that already.', [{ path: 'name', code: 'same_name', message: 'its name already' }]);
    return this.change(name, to, 'renamed', async (tx) => {
      const [former] = await tx.query<{ now: string }>(NOW, [to]);
      const [taken] = await tx.query('SELECT 1 FROM tag_catalogue WHERE name = $1', [to]);
      if (taken || (former && former.now !== name)) throw conflict('tag_taken', `There is a tag ${to} already.`, { name: to });
      for (const statement of [...TAKE_ALONG, ...RENAME]) await tx.query(statement, [name, to]);
    });
  }

  /** @throws AppError `not_found`, `tag_has_rule`, `tag_awaited`; `invalid` where both are the same */
  async mergeTag(name: string, { into }: BodyOf<typeof routes.mergeTag>): Promise<Tag> {
    if (into === name) throw invalid('A tag is itself already.', [{ path: 'into', code: 'same_name', message: 'the same tag' }]);
    return this.change(name, into, 'merged', async (tx) => {
      for (const tag of [await this.deps.read(tx, name), await this.deps.read(tx, into)])
        if (tag.condition) throw conflict('tag_has_rule', `A rule says who has the tag ${tag.name}: remove it first.`, { name: tag.name });
      for (const statement of [...TAKE_ALONG, FORMER_GO_ALONG]) await tx.query(statement, [name, into]);
      await tx.query(DROP_TAG, [name]);
    });
  }

  private async change(name: string, to: string, how: 'renamed' | 'merged', work: (tx: Tx) => Promise<void>): Promise<Tag> {
    const { database, clock, computations, read } = this.deps;
    const after = await database.transaction(async (tx) => {
      for (const held of [name, to].sort()) await tx.query(HOLD_TAG, [held]);
      const before = await read(tx, name);
      const names = await TagNames.read(tx);
      await refuseAwaited(tx, names.everOf(name));
      await work(tx);
      await tx.query(NAME_FORMER, [name, to, how, clock.now(), currentActor()]);
      if (how === 'merged') await tx.query(RECOUNT, [to]);
      const changed = await read(tx, to);
      await recordChange(tx, clock, { action: how === 'merged' ? 'joined' : how, kind: 'tag', id: name, before, after: changed });
      return changed;
    });
    await computations.reconcile();
    return after;
  }
}

const refuseAwaited = async (tx: Tx, names: readonly string[]): Promise<void> => {
  const uses = await tx.query<Use>(LISTENERS, [names]);
  const [first] = uses;
  if (first) throw conflict('tag_awaited', `The journey ${first.name} waits for this tag by its name.`, { uses, journey: first.name });
};

/** The name of now of a tag that is asked for by any of its names. */
export const nameOfNow = async (sql: Sql, name: string): Promise<string> => {
  const [row] = await sql.query<{ now: string }>(NOW, [name]);
  return row?.now ?? name;
};

/** All names of a tag, that of now first. */
export const namesOf = async (sql: Sql, name: string): Promise<string[]> => (await TagNames.read(sql)).everOf(name);

export const refuseFormer = async (sql: Sql, name: string): Promise<void> => {
  const now = await nameOfNow(sql, name);
  if (now !== name) throw conflict('tag_taken', `The tag ${now} was called ${name}.`, { name });
};
