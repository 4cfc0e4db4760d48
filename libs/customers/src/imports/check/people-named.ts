import type { ImportCheck } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { KnownCustomers } from '../../identity/known.js';
import type { Reject } from '../reasons.js';
import type { Job } from '../records.js';
import { RowProblems } from '../rows/row-reader.js';
import type { Seen } from './matched.js';
import type { PeopleSeen } from './people-seen.js';
import type { CheckedRow } from './read-row.js';
import { withRejects } from './rejected.js';

/** Counts those whom the rows of a file name, where what it says of them is no customer, order or product. */
export class PeopleNamed implements Seen {
  constructor(
    private readonly tx: Tx,
    private readonly people: PeopleSeen,
    private readonly job: Job,
  ) {}

  async add(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]> {
    const { kind, options } = this.job;
    const judged = kind === 'list' && options.unknown !== 'make' ? await this.withStrangers(rows) : rows;
    await this.people.add(judged.flatMap(({ person, rejects }) => (person && !rejects ? [person] : [])));
    return judged;
  }

  async found(): Promise<Omit<ImportCheck, 'good'>> {
    const { made, known } = await this.people.counted();
    return { newCustomers: made, knownCustomers: known, matched: null };
  }

  /** Rows of a list whose keys nobody has would be rejected. */
  private async withStrangers(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]> {
    const named = rows.filter(({ person, rejects }) => person && !rejects);
    const known = await KnownCustomers.find(
      this.tx,
      named.flatMap(({ person }) => person ?? []),
    );
    const strangers = named.filter(({ person }) => person && !known.customerOf(person));
    return withRejects(
      rows,
      strangers.flatMap(({ record }): readonly Reject[] => {
        const problems = new RowProblems(record, this.job.columns.length);
        problems.add('', '', 'unknown_customer');
        return problems.rejects;
      }),
    );
  }
}
