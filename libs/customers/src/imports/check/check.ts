import type { ImportCheck } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import type { Database, Tx } from '@wayfare/platform';
import { SamePersonRule } from '../../identity/same-person.js';
import { clearsOf } from '../apply/clears.js';
import type { CsvRecord } from '../csv/records.js';
import { failImport } from '../ending.js';
import { ErasedKeys } from '../erased.js';
import { isPassing } from '../passing.js';
import { ImportProblem } from '../problem.js';
import { factsOf, readScene, recordsOf } from '../reading.js';
import type { Reject } from '../reasons.js';
import { claimCheck, type Job } from '../records.js';
import { addRejects, MOST_REJECTS } from '../rejects.js';
import type { FileFacts } from '../rows/row-reader.js';
import { Superseded } from '../run.js';
import { CustomersSeen } from './customers-seen.js';
import { KeysSeen } from './keys-seen.js';
import type { Seen } from './matched.js';
import { OrdersSeen } from './orders-seen.js';
import { PeopleNamed } from './people-named.js';
import { PeopleSeen } from './people-seen.js';
import { ProductsSeen } from './products-seen.js';
import { type CheckedReader, type CheckedRow, checkedRowReader } from './read-row.js';

const ROWS_AT_A_TIME = 5_000;
const BEGIN = "UPDATE imports SET total = 0, rejected = 0, skipped = 0, report = NULL WHERE id = $1 AND state = 'checking'";
const FORGET = 'DELETE FROM import_rejects WHERE import_id = $1';
const PROGRESS = "UPDATE imports SET total = $2, rejected = $3, skipped = $4 WHERE id = $1 AND state = 'checking' RETURNING id";
const FINISH = "UPDATE imports SET state = 'checked', report = $2 WHERE id = $1 AND state = 'checking'";

interface Portion {
  readonly rows: readonly CheckedRow[];
  readonly skipped: number;
}

/** Rows in portions, and how many of those between a filter left out. */
async function* portions(
  records: AsyncGenerator<CsvRecord[]>,
  keeps: ((cells: readonly string[]) => boolean) | null,
  reader: CheckedReader,
): AsyncGenerator<Portion> {
  let rows: CheckedRow[] = [];
  let skipped = 0;
  for await (const group of records) {
    for (const record of group) {
      if (keeps && !keeps(record.cells)) skipped += 1;
      else rows.push(reader.read(record));
      if (rows.length < ROWS_AT_A_TIME && !reader.isFull()) continue;
      yield { rows, skipped };
      reader.forget();
      [rows, skipped] = [[], 0];
    }
  }
  yield { rows, skipped };
}

/**
 * A dry run: reads a whole file as the import would, and writes nothing but what it found. A check that was killed begins anew, since there is nothing to go on from.
 */
export class ImportCheckRun {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  /** @throws whatever passes by itself, so that the queue tries again */
  async run(importId: string): Promise<void> {
    const { database, clock } = this.deps;
    const job = await claimCheck(database, importId);
    if (!job) return;
    try {
      const found = await database.transaction((tx) => this.check(tx, job));
      await database.query(FINISH, [importId, JSON.stringify(found)]);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (isPassing(error, 'conflict') || isPassing(error, 'connection')) throw error;
      const problem = error instanceof ImportProblem ? error : new ImportProblem('internal', 'Something unexpected stopped the check.');
      await database.transaction((tx) => failImport(tx, importId, problem, clock.now()));
      if (problem !== error) throw error;
    }
  }

  private async check(tx: Tx, job: Job): Promise<ImportCheck> {
    const { database } = this.deps;
    await database.transaction(async (own) => {
      await own.query(FORGET, [job.id]);
      await own.query(BEGIN, [job.id]);
    });
    const facts = await factsOf(job, this.deps);
    const scene = await readScene(this.deps);
    const reader = checkedRowReader(job, facts, scene);
    const seen = await this.seenBy(tx, job, facts);
    const counts = { total: 0, rejected: 0, skipped: 0 };
    let room = MOST_REJECTS;
    for await (const { rows, skipped } of portions(recordsOf(database, job), facts.keeps, reader)) {
      const judged = await seen.add(rows);
      const bad = judged.filter(({ rejects }) => rejects !== null);
      counts.total += rows.length;
      counts.rejected += bad.length;
      counts.skipped += skipped;
      const kept = bad.flatMap(({ rejects }) => rejects ?? []).slice(0, room);
      room -= kept.length;
      await this.note(job.id, kept, counts);
    }
    return { good: counts.total - counts.rejected, ...(await seen.found()) };
  }

  /** What counts what the rows are about. */
  private async seenBy(tx: Tx, job: Job, facts: FileFacts): Promise<Seen> {
    const { matching, columns } = facts;
    const people = () => PeopleSeen.begin(tx, new SamePersonRule(facts.identity));
    const writing = { importId: job.id, now: this.deps.clock.now(), matching, clears: clearsOf(facts), width: columns.length };
    switch (job.kind) {
      case 'customers': {
        const by = matching.updateBy === undefined ? await people() : await KeysSeen.begin(tx, matching.updateBy);
        return CustomersSeen.begin(tx, by, { ...writing, consent: job.consent });
      }
      case 'orders':
        return OrdersSeen.begin(tx, await people(), writing);
      case 'products':
        return ProductsSeen.begin(tx, writing);
      case 'events':
      case 'consents':
      case 'list':
        return new PeopleNamed(tx, await people(), job);
    }
  }

  /** What has been found so far, on a connection of its own: whoever looks sees it come. */
  private async note(id: string, rejects: readonly Reject[], counts: { total: number; rejected: number; skipped: number }): Promise<void> {
    await this.deps.database.transaction(async (own) => {
      const erased = await ErasedKeys.read(own, id);
      await addRejects(own, id, erased.blank(rejects));
      const [noted] = await own.query(PROGRESS, [id, counts.total, counts.rejected, counts.skipped]);
      if (!noted) throw new Superseded();
    });
  }
}
