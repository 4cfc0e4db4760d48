import { Database, type Isolation, type Sql, type Tx } from '../database.js';
import { shardSchema } from '../shards/names.js';

interface Plan {
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly Plan[];
}

/** What the plan of a statement touches. */
export interface Planned {
  /** What was being done, as the test called it. */
  readonly during: string;
  readonly text: string;
  /** As `schema.table`. */
  readonly relations: readonly string[];
}

const IS_STATEMENT = /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/;
const PARTITIONED = `SELECT 'public.' || relname AS name FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace`;

const relationsOf = (plan: Plan): string[] => [
  ...(plan['Relation Name'] === undefined ? [] : [`${plan.Schema ?? ''}.${plan['Relation Name']}`]),
  ...(plan.Plans ?? []).flatMap(relationsOf),
];

const IS_OF_SHARD = new RegExp(`^${shardSchema(0).replace('0', '\\d+')}\\.`);

/** What all views of one database have written down. */
interface Notes {
  during: string | null;
  readonly planned: Planned[];
}

/** A database that asks for the plan of each statement before it sends it, with the same parameters and in the same transaction, while somebody wants to know. */
export class PlannedDatabase extends Database {
  constructor(
    private readonly inner: Database,
    private readonly notes: Notes = { during: null, planned: [] },
  ) {
    super(inner.source, inner.shards);
  }

  get planned(): readonly Planned[] {
    return this.notes.planned;
  }

  /** Writes down the plans of all that is sent in the course of something. */
  async watch<T>(during: string, work: () => Promise<T>): Promise<T> {
    this.notes.during = during;
    return work().finally(() => {
      this.notes.during = null;
    });
  }

  /** Statements that touch the tables of more than one shard, or of all. */
  async crossings(): Promise<readonly Planned[]> {
    const whole = new Set((await this.inner.query<{ name: string }>(PARTITIONED)).map(({ name }) => name));
    return this.notes.planned.filter(({ relations }) => {
      const shards = new Set(relations.filter((name) => IS_OF_SHARD.test(name)).map((name) => name.split('.')[0]));
      return shards.size > 1 || relations.some((name) => whole.has(name));
    });
  }

  override onShard(shard: number): Database {
    return new PlannedDatabase(this.inner.onShard(shard), this.notes);
  }

  override query<Row extends object = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.transaction((tx) => tx.query<Row>(text, parameters));
  }

  override prepared<Row extends object>(_name: string, text: string, values: unknown[]): Promise<Row[]> {
    return this.query<Row>(text, values);
  }

  override transaction<T>(work: (tx: Tx) => Promise<T>, isolation?: Isolation): Promise<T> {
    return this.inner.transaction((tx) => {
      const query: Sql['query'] = async (text, parameters = []) => {
        await this.note(tx, text, parameters);
        return tx.query(text, parameters);
      };
      return work({ ...tx, query });
    }, isolation);
  }

  private async note(tx: Tx, text: string, parameters: readonly unknown[]): Promise<void> {
    const { during, planned } = this.notes;
    if (during === null || !IS_STATEMENT.test(text)) return;
    const [row] = await tx.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(`EXPLAIN (VERBOSE, FORMAT JSON) ${text}`, parameters);
    planned.push({ during, text, relations: [...new Set((row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => relationsOf(Plan)))] });
  }
}
