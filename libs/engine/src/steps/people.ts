import { conditionToSql, resolveSegments } from '@wayfare/audiences';
import type { Condition } from '@wayfare/kernel';
import type { Cohort } from '../cohorts/cohort.js';
import type { Parting, Scene } from '../nodes/handler.js';

/**
 * A statement over a cohort's people while it is being put together: enrollments as `e`, their customers as `c` where asked for, and the
 * parameters that its parts need.
 */
export class PeopleQuery {
  private readonly parameters: unknown[];
  private readonly joins: string[];

  constructor(cohort: Cohort, withCustomers: boolean) {
    this.parameters = [cohort.id];
    this.joins = withCustomers ? ['JOIN customers c ON c.id = e.customer_id'] : [];
  }

  get nextParameter(): number {
    return this.parameters.length + 1;
  }

  /** Adds values and gives the placeholder of the first. */
  bind(...values: readonly unknown[]): string {
    this.parameters.push(...values);
    return `$${this.parameters.length - values.length + 1}`;
  }

  join(text: string): void {
    this.joins.push(text);
  }

  /** `way` for each person, as a node's outcome wants it. */
  select(way: string): Parting {
    return { text: `SELECT e.ctid AS tid, (${way})::int AS way ${this.from()}`, parameters: this.parameters };
  }

  /** Any other question about the people. */
  ask(columns: string, rest = ''): { text: string; parameters: readonly unknown[] } {
    return { text: `SELECT ${columns} ${this.from()} ${rest}`, parameters: this.parameters };
  }

  private from(): string {
    return `FROM enrollments e ${this.joins.join(' ')} WHERE e.cohort_id = $1 AND e.left_at IS NULL`;
  }
}

export const peopleOf = (cohort: Cohort, { customers }: { customers: boolean }): PeopleQuery => new PeopleQuery(cohort, customers);

/** The SQL of a condition on the people of a query that has customers. */
export const conditionOn = async (people: PeopleQuery, condition: Condition, cohort: Cohort, scene: Scene): Promise<string> => {
  const { text, parameters } = conditionToSql(await resolveSegments(scene.tx, condition), {
    now: scene.now,
    firstParameter: people.nextParameter,
    customer: 'c',
    enrollment: { journeyId: cohort.journeyId, entryNo: 'e.entry_no' },
  });
  people.bind(...parameters);
  return `(${text})`;
};
