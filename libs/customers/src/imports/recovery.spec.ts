import { Readable } from 'node:stream';
import type { Import } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import type { JobHint } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Imports } from './imports.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const ROWS = 32_000;
const database = await testDatabase({ poolSize: 12 });
const jobs: JobHint[] = [];
const queues = { add: async (_: string, hints: readonly JobHint[]) => void jobs.push(...hints) };

/** A clock that ends its worker when it has been asked for the time `calls` times: each chunk asks for it once. */
class DeadlyClock extends ManualClock {
  constructor(private calls: number) {
    super(NOW);
  }

  override now(): Date {
    this.calls -= 1;
    if (this.calls < 0) throw new Error('Connection terminated unexpectedly');
    return super.now();
  }
}

const importsWith = (clock: ManualClock) => new Imports({ database, queues, clock });
const imports = importsWith(new ManualClock(NOW));
const file = (first = 0) =>
  `externalId,email,n\n${Array.from({ length: ROWS }, (_, at) => (at % 1000 === 999 ? `bad${at},no address,1` : `c${first + at},c${first + at}@b.cc,${at}`)).join('\n')}\n`;
const upload = async (content: string): Promise<string> =>
  (
    await imports.createImport({
      kind: 'customers',
      fileName: 'f.csv',
      mapping: { externalId: 'externalId', email: 'email', n: 'attributes.n:number' },
      consent: { email: true },
      stream: Readable.from([Buffer.from(content)]),
    })
  ).id;
const counts = ({ state, total, inserted, updated, rejected }: Import) => ({ state, total, inserted, updated, rejected });
const GOOD = ROWS - ROWS / 1000;
const count = async (table: string) => Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

beforeEach(async () => {
  jobs.length = 0;
  await database.query('TRUNCATE customers, identities, consents, events, event_batches, imports, import_chunks, import_rejects, audit');
});

describe('an import whose worker dies', () => {
  it.each([1, 2, 3, 4])('goes on where it was, with the counts of an undisturbed one (after %i readings of the clock)', async (calls) => {
    const id = await upload(file());
    await expect(importsWith(new DeadlyClock(calls)).runImport(id)).rejects.toThrow();
    const halfWay = await imports.import(id);
    expect(halfWay.state).toBe('running');
    expect(halfWay.total).toBe(halfWay.inserted + halfWay.updated + halfWay.rejected);
    expect(await count('customers')).toBe(halfWay.inserted);
    await imports.runImport(id);
    expect(counts(await imports.import(id))).toEqual({ state: 'done', total: ROWS, inserted: GOOD, updated: 0, rejected: ROWS / 1000 });
    expect([await count('customers'), await count('identities'), await count('consents'), await count('import_rejects')]).toEqual([
      GOOD,
      GOOD,
      GOOD,
      ROWS / 1000,
    ]);
    expect(await count('import_chunks')).toBe(0);
  });

  it('is found again by what carries on open imports', async () => {
    const id = await upload(file());
    jobs.length = 0;
    await imports.resume();
    expect(jobs).toEqual([{ name: 'import', id: `import:${id}`, data: { importId: id } }]);
  });
});

describe('imports at the same time', () => {
  it('apply a file once when two workers are given it', async () => {
    const id = await upload(file());
    await Promise.all([imports.runImport(id), imports.runImport(id), imports.runImport(id)]);
    expect(counts(await imports.import(id))).toMatchObject({ state: 'done', inserted: GOOD, updated: 0 });
  });

  it('make nobody twice: a second customers file waits, and is hinted when the first has ended', async () => {
    const ids = [await upload(file()), await upload(file(ROWS / 2))];
    await Promise.all(ids.map((id) => imports.runImport(id)));
    for (const id of ids) await imports.runImport(id);
    const ended = await Promise.all(ids.map((id) => imports.import(id)));
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await count('customers')).toBe(ended.reduce((sum, one) => sum + one.inserted, 0));
    expect(await database.query('SELECT value FROM identities GROUP BY value HAVING count(*) > 1')).toEqual([]);
  });

  it('and events of the same people make nobody twice, and nothing hangs', async () => {
    const id = await upload(file());
    const ingestion = new Ingestion({ database, queues, clock: new ManualClock(NOW) });
    const send = async (turn: number) => {
      const events = Array.from({ length: 200 }, (_, at) => {
        const who = `c${(turn * 1500 + at * 7) % ROWS}`;
        return { customer: at % 2 ? { externalId: who } : { email: `${who}@b.cc` }, name: 'visit', occurredAt: NOW.toISOString() };
      });
      return ingestion.events({ events });
    };
    await Promise.all([imports.runImport(id), ...Array.from({ length: 6 }, (_, turn) => send(turn))]);
    const ended = await imports.import(id);
    expect(ended).toMatchObject({ state: 'done', total: ROWS });
    expect(await database.query('SELECT value FROM identities GROUP BY value HAVING count(*) > 1')).toEqual([]);
    expect(await count('events')).toBe(1200);
  });
});

describe('cancelling', () => {
  it('ends an import that waits; its file is removed, and its job does nothing', async () => {
    const id = await upload(file());
    expect(await imports.cancelImport(id)).toMatchObject({ state: 'cancelled', total: 0 });
    await imports.runImport(id);
    expect([await count('customers'), await count('import_chunks')]).toEqual([0, 0]);
    await expect(imports.cancelImport(id)).rejects.toMatchObject({ code: 'import_ended' });
  });

  it('stops an import that runs; what was applied stays and is counted', async () => {
    const id = await upload(file());
    await expect(importsWith(new DeadlyClock(3)).runImport(id)).rejects.toThrow();
    const cancelled = await imports.cancelImport(id);
    await imports.runImport(id);
    expect(await imports.import(id)).toEqual(cancelled);
    expect(await count('customers')).toBe(cancelled.inserted);
  });
});
