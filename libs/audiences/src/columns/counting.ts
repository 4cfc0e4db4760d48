import type { Clock, Condition } from '@wayfare/kernel';
import type { Database, Sql, Tx } from '@wayfare/platform';
import { conditionToSql } from '../condition/to-sql.js';
import { CHANGED, changesSince } from './changes.js';
import { type Column, loadColumn } from './column.js';
import { maskOf } from './evaluate.js';
import { Image } from './image.js';
import { fullMask, type Mask } from './mask.js';
import { TooLarge } from './numbers.js';
import { type ColumnSpec, columnsOf, REACHED_BY_EMAIL } from './spec.js';
import { stoppable } from './stop.js';
import { addTally, type Tally, tallyInSql, tallyOf } from './tally.js';

export interface CountingDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** With fewer people than this the tables answer soon enough; 20,000 where absent. */
  readonly leastPeople?: number;
  /** What an image may take; 512 MiB where absent. */
  readonly mostBytes?: number;
}

const LEAST_PEOPLE = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;
/** So many changes since an image was taken: a new one is taken beside it. */
const RENEWED_AFTER = 4_000;
/** So many: asking all of them would take longer than asking everybody. */
const OLD_AFTER = 60_000;

const SIZE = `SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint AS people FROM pg_class WHERE relname = 'customers' AND relkind = 'r'`;

/** An image with the columns of one question. */
interface View {
  readonly image: Image;
  readonly columns: ReadonlyMap<string, Column>;
}

/**
 * Counts people, exactly, at the speed of typing (decision 025).
 *
 * What conditions ask of a million people is asked over and over: their city, their tags, when they bought. PostgreSQL looks at each person anew, a microsecond at each question. So a process remembers the columns that were
 * asked for, as arrays in the order of people, and answers from them in milliseconds (`Image`, `evaluate.ts`). An image is as old as the moment at which it was taken; whoever was
 * changed since is written down by the database itself, in the transaction that changed them. These few are asked in SQL, everybody else in the image, and the
 * sum is what the database would have said at the snapshot in which it named the changed.
 *
 * What the engine and the dispatchers write about messages and stays is noted by nobody, since that would cost them more than anybody's asking is worth (decision 035). A question about these is put to the database each time,
 * for all people at once and in that same snapshot, and takes its place beside the columns of the image.
 *
 * An image is only a memory: it is thrown away and taken anew when much has changed, and where there is none (few people, more columns than fit, too many changes) the tables answer.
 */
export class Counting {
  private image: Promise<Image> | null = null;
  private renewing: Promise<void> | null = null;

  constructor(private readonly deps: CountingDeps) {}

  /**
   * How many each combination of the conditions holds of, in which all segments have been put in place (`resolveSegments`).
   * @param signal of who asks: when they go away, the work ends, in memory and in the database
   */
  async tally(conditions: readonly Condition[], signal?: AbortSignal): Promise<Tally> {
    const view = await this.view(conditions, signal);
    return (view && (await orTables(this.fromImage(view, conditions, signal)))) ?? this.fromTables(conditions, signal);
  }

  /**
   * The newest people of whom a condition holds, the newest first, by their ids; null where there is no image to look at: then the tables have to be asked.
   * @param below only those whose id is smaller: a page that follows another one
   */
  async newest(
    condition: Condition,
    most: number,
    { signal, below }: { signal?: AbortSignal; below?: string } = {},
  ): Promise<string[] | null> {
    const view = await this.view([condition], signal);
    return view && orTables(this.newestInImage(view, condition, most, { signal, below }));
  }

  private async newestInImage(
    view: View,
    condition: Condition,
    most: number,
    { signal, below }: { readonly signal: AbortSignal | undefined; readonly below: string | undefined },
  ): Promise<string[] | null> {
    const now = this.deps.clock.now();
    const asked = await this.besideImage(view, liveIn([condition], now), signal, (sql, ids) =>
      newestInSql(sql, condition, now, olderThan(ids, below), most),
    );
    if (!asked) return null;
    const mask = await maskIn(asked.view, condition, now, signal);
    const present = presentIn(view.image, asked.ids);
    const found = asked.answer.map(Number);
    const { people } = view.image;
    const end = below === undefined ? people.size : people.placesBelow(Number(below));
    for (let at = end - 1, left = most; at >= 0 && left > 0; at -= 1) {
      if (mask[at] === 0 || present[at] === 0) continue;
      found.push(people.idAt(at));
      left -= 1;
    }
    return found
      .sort((one, other) => other - one)
      .slice(0, most)
      .map(String);
  }

  private async view(conditions: readonly Condition[], signal: AbortSignal | undefined): Promise<View | null> {
    const wanted = conditions.flatMap((condition) => columnsOf(condition, this.deps.clock.now()));
    const specs = [REACHED_BY_EMAIL, ...wanted.filter(({ isLive = false }) => !isLive)];
    if (!(await this.isLarge())) return null;
    try {
      const image = await this.current();
      const columns = await image.with(specs, signal);
      return columns && { image, columns };
    } catch (error) {
      if (error instanceof TooLarge) return null;
      throw error;
    }
  }

  private async isLarge(): Promise<boolean> {
    const [row] = await this.deps.database.query<{ people: string }>(SIZE);
    return Number(row?.people ?? 0) >= (this.deps.leastPeople ?? LEAST_PEOPLE);
  }

  private current(): Promise<Image> {
    this.image ??= this.take([]);
    return this.image;
  }

  /** A new image with these columns; one that could not be taken is not remembered. */
  private take(specs: readonly ColumnSpec[]): Promise<Image> {
    const taken = Image.take(this.deps.database, this.deps.mostBytes ?? MOST_BYTES).then(async (image) => {
      await image.with(specs);
      return image;
    });
    taken.catch(() => {
      if (this.image === taken) this.image = null;
    });
    return taken;
  }

  /** Takes a new image beside the present one, which goes on answering until then. */
  private renew(image: Image): void {
    this.renewing ??= this.take(image.specs)
      .then((next) => {
        this.image = Promise.resolve(next);
      })
      .catch(() => undefined)
      .finally(() => {
        this.renewing = null;
      });
  }

  /** Resolves when no new image is being taken. */
  async settled(): Promise<void> {
    await this.renewing;
  }

  private async fromImage(view: View, conditions: readonly Condition[], signal: AbortSignal | undefined): Promise<Tally | null> {
    const now = this.deps.clock.now();
    const asked = await this.besideImage(view, liveIn(conditions, now), signal, async (sql, ids) =>
      ids.length === 0 ? null : tallyInSql(sql, conditions, now, ids),
    );
    if (!asked) return null;
    const masks: Mask[] = [];
    for (const condition of conditions) masks.push(await maskIn(asked.view, condition, now, signal));
    const tally = tallyOf(masks, flagsIn(view.columns, REACHED_BY_EMAIL.key), presentIn(view.image, asked.ids));
    if (asked.answer) addTally(tally, asked.answer);
    return tally;
  }

  private fromTables(conditions: readonly Condition[], signal: AbortSignal | undefined): Promise<Tally> {
    const { database, clock } = this.deps;
    return database.transaction((tx) => stoppable(database, tx, signal, () => tallyInSql(tx, conditions, clock.now())));
  }

  /**
   * Asks the tables, in one snapshot, about those whom the image does not know well enough, and what no image knows; null where too much has changed since it was taken.
   * @param live columns that are read in that snapshot, and stand in the view that comes back
   */
  private async besideImage<T>(
    { image, columns }: View,
    live: readonly ColumnSpec[],
    signal: AbortSignal | undefined,
    ask: (sql: Sql, ids: readonly string[]) => Promise<T>,
  ): Promise<Beside<T> | null> {
    const { database } = this.deps;
    const inSnapshot = async (tx: Tx): Promise<Beside<T> | null> => {
      const changes = await changesSince(tx, image.snapshot);
      if (changes === null || changes > OLD_AFTER) return null;
      if (changes > RENEWED_AFTER) this.renew(image);
      const ids = await this.askedInSql(tx, { image, columns }, changes);
      const answer = await ask(tx, ids);
      const read = new Map(columns);
      for (const spec of live) read.set(spec.key, await loadColumn(tx, spec, image.people));
      return { ids, answer, view: { image, columns: read } };
    };
    const asked = await database.transaction((tx) => stoppable(database, tx, signal, () => inSnapshot(tx)), 'REPEATABLE READ');
    if (!asked) this.renew(image);
    return asked;
  }

  /** Whom the image does not know well enough: those changed since, and those whose events were received ahead of the clock. */
  private async askedInSql(sql: Sql, { image, columns }: View, changes: number): Promise<string[]> {
    const changed = changes === 0 ? [] : await sql.query<{ id: string }>(CHANGED, [image.snapshot]);
    const ids = new Set(changed.map(({ id }) => id));
    for (const { unsure } of columns.values()) for (const id of unsure) ids.add(String(id));
    return [...ids];
  }
}

/** What the tables say in one snapshot, and what is to be asked in memory beside it. */
interface Beside<T> {
  readonly ids: readonly string[];
  readonly answer: T;
  readonly view: View;
}

/** The columns that conditions want read anew, each once. */
const liveIn = (conditions: readonly Condition[], now: Date): ColumnSpec[] => [
  ...new Map(
    conditions.flatMap((condition) => columnsOf(condition, now).flatMap((spec) => (spec.isLive ? [[spec.key, spec] as const] : []))),
  ).values(),
];

/** An answer out of the image; null where the numbers in it are too large for one: then the tables are asked. */
const orTables = async <T>(answer: Promise<T | null>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
};

const olderThan = (ids: readonly string[], below: string | undefined): readonly string[] =>
  below === undefined ? ids : ids.filter((id) => Number(id) < Number(below));

/** Of these people the newest of whom a condition holds. */
const newestInSql = async (sql: Sql, condition: Condition, now: Date, ids: readonly string[], most: number): Promise<string[]> => {
  if (ids.length === 0) return [];
  const { text, parameters } = conditionToSql(condition, { now, firstParameter: 3, customer: 'c' });
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM customers c WHERE c.erased_at IS NULL AND c.id = ANY ($1::bigint[]) AND ${text} ORDER BY c.id DESC LIMIT $2`,
    [ids, most, ...parameters],
  );
  return rows.map(({ id }) => id);
};

const maskIn = ({ image, columns }: View, condition: Condition, now: Date, signal: AbortSignal | undefined): Promise<Mask> =>
  maskOf(condition, { now, people: image.people.size, column: (key) => columnIn(columns, key) }, signal);

const columnIn = (columns: ReadonlyMap<string, Column>, key: string): Column => {
  const column = columns.get(key);
  if (!column) throw new Error(`the image has no column ${key}`);
  return column;
};

const flagsIn = (columns: ReadonlyMap<string, Column>, key: string): Mask => {
  const { content } = columnIn(columns, key);
  if (!('flags' in content)) throw new Error(`the column ${key} has no flags`);
  return content.flags;
};

/** Everybody of an image but for some. */
const presentIn = ({ people }: Image, without: readonly string[]): Mask => {
  const mask = fullMask(people.size);
  for (const id of without) {
    const place = people.placeOf(Number(id));
    if (place >= 0) mask[place] = 0;
  }
  return mask;
};
