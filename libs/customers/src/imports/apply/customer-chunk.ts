import type { RowMatching } from '@wayfare/contracts';
import { PeopleOfKey } from '../../identity/by-key.js';
import { PeopleOfBatch } from '../../identity/people.js';
import type { SamePersonRule } from '../../identity/same-person.js';
import type { Reject } from '../reasons.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import { MemberBytes } from '../values/members.js';
import { rejectsOf } from './found.js';

/** Two rows with the same key and two customer numbers: by the one rule they would be two people, by the key they are one. */
const hasOtherNumber = (known: ImportedPerson, row: ImportedPerson, { updateBy }: RowMatching): boolean =>
  updateBy !== undefined && known.externalId !== null && row.externalId !== null && known.externalId !== row.externalId;

/** Some thousand rows of a file, applied in one transaction; the rows of one person are put together as they come. */
export class CustomerChunk {
  /** The attributes of its people. */
  readonly members = new MemberBytes();
  readonly index: PeopleOfBatch<ImportedPerson>;
  readonly rejects: Reject[] = [];
  total = 0;
  /** Rows that were rejected, each once however much is wrong with it. */
  rejected = 0;
  /** Rows that a filter left out. */
  skipped = 0;
  /** The last line whose row is in this chunk or before it. */
  lastLine = 0;
  /** Somebody of this chunk is in the one before too: that must have been applied first. */
  followsPrevious = false;

  /** @param previous who is in the chunk before */
  constructor(
    rule: SamePersonRule,
    private readonly matching: RowMatching,
    private readonly previous: PeopleOfBatch<ImportedPerson> | null,
  ) {
    this.index = matching.updateBy === undefined ? new PeopleOfBatch(rule) : new PeopleOfKey(rule, matching.updateBy);
  }

  get people(): readonly ImportedPerson[] {
    return this.index.people;
  }

  add(row: ImportedPerson): void {
    const known = this.index.find(row);
    if (known && hasOtherNumber(known, row, this.matching)) {
      this.reject(rejectsOf([{ person: row, reason: 'other_number' }], row.records[0]?.cells.length ?? 0), row.line);
      return;
    }
    this.lastLine = row.line;
    this.total += 1;
    this.followsPrevious ||= this.previous?.knows(row) ?? false;
    if (known) {
      this.index.join(known, row);
      known.merge(row, this.matching.empty === 'clear');
    } else this.index.open(row, row);
  }

  skip(line: number): void {
    this.lastLine = line;
    this.skipped += 1;
  }

  reject(rejects: readonly Reject[], line: number): void {
    this.lastLine = line;
    this.total += 1;
    this.rejected += 1;
    this.rejects.push(...rejects);
  }
}
