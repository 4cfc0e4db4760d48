import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readLedger } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { createLogger } from '@wayfare/platform';
import { testDatabase, testFolder } from '@wayfare/platform/testing';
import { Customers } from '../profiles/customers.js';
import { Erasures } from './erasures.js';
import { ErasureLedgerFile } from './ledger-file.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
/** What a backup of the database holds, of what matters here. */
const BACKED_UP = ['customers', 'identities', 'erasures'] as const;

/** A database with a file beside its backups. */
const worldAt = async (file: string) => {
  const database = await testDatabase();
  const clock = new ManualClock(NOW);
  const customers = new Customers({ database, clock });
  const erase = (id: string) => database.transaction((tx) => customers.eraseData(tx, id));
  const erasures = new Erasures({ database, erase });
  const lines: string[] = [];
  const logger = createLogger({ level: 'error', name: 'test' }, { write: (line: string) => void lines.push(line) });
  const start = () => new ErasureLedgerFile({ database, logger, erasures, file });
  return {
    ...{ database, clock, file, lines, erase, start, kept: start() },
    make: async (externalId: string) => (await customers.createCustomer({ externalId, email: `${externalId}@secret.example` })).id,
    backUp: async () => {
      for (const table of BACKED_UP) await database.query(`CREATE TABLE backup_${table} AS SELECT * FROM ${table}`);
    },
    restore: async () => {
      for (const table of BACKED_UP) {
        await database.query(`DELETE FROM ${table}`);
        await database.query(`INSERT INTO ${table} SELECT * FROM backup_${table}`);
      }
    },
    there: async () =>
      (await database.query<{ who: string }>('SELECT external_id AS who FROM customers WHERE erased_at IS NULL ORDER BY 1')).map(
        ({ who }) => who,
      ),
    later: () => clock.moveTo(new Date(clock.now().getTime() + 60_000)),
  };
};
const place = (): string => path.join(testFolder('ledger'), 'beside', 'erasures.csv');
const entriesOf = (file: string) => {
  const read = readLedger(readFileSync(file, 'utf8'));
  if ('badLine' in read) throw new Error(`line ${read.badLine}`);
  return read.entries;
};

describe('the copy of the ledger of erasures beside the backups', () => {
  it('erases again, at the start of a worker, who came back with a backup; and nobody else', async () => {
    const world = await worldAt(place());
    const [ann] = [await world.make('ann'), await world.make('bob')];
    await world.backUp();
    world.later();
    await world.erase(ann);
    await world.kept.keep();
    await world.restore();
    expect(await world.there()).toEqual(['ann', 'bob']);
    world.later();
    await world.start().applyAgain();
    expect(await world.there()).toEqual(['bob']);
    expect(await world.database.query('SELECT customer_id::text AS id, actor FROM erasures')).toEqual([{ id: ann, actor: 'system' }]);
    await world.start().applyAgain();
    expect(await world.there()).toEqual(['bob']);
  });

  it('says nothing of people who came after the backup, and loses nothing that only it knows', async () => {
    const world = await worldAt(place());
    await world.make('ann');
    await world.backUp();
    world.later();
    const cara = await world.make('cara');
    await world.erase(cara);
    await world.kept.keep();
    await world.restore();
    world.later();
    // the number is given a second time
    await world.database.query("INSERT INTO customers (id, external_id, created_at, updated_at) VALUES ($1, 'dan', $2, $2)", [
      cara,
      world.clock.now(),
    ]);
    const again = world.start();
    await again.applyAgain();
    await again.keep();
    expect(await world.there()).toEqual(['ann', 'dan']);
    expect(entriesOf(world.file)).toHaveLength(1);
    world.later();
    await world.erase(cara);
    await again.keep();
    expect(new Set(entriesOf(world.file).map(({ createdAt }) => createdAt)).size).toBe(2);
  });

  it('is written only where somebody was erased meanwhile or it is gone, and holds no name', async () => {
    const world = await worldAt(place());
    await world.kept.keep();
    const marked = `${readFileSync(world.file, 'utf8')}\n`;
    writeFileSync(world.file, marked);
    await world.kept.keep();
    expect(readFileSync(world.file, 'utf8')).toBe(marked);
    await world.erase(await world.make('ann'));
    await world.kept.keep();
    expect([entriesOf(world.file).length, readFileSync(world.file, 'utf8').includes('ann')]).toEqual([1, false]);
    rmSync(world.file);
    await world.kept.keep();
    expect(entriesOf(world.file)).toHaveLength(1);
    expect(readdirSync(path.dirname(world.file))).toEqual(['erasures.csv']);
  });

  it('that can’t be read keeps a worker from starting, with the line; one that can’t be written is said once', async () => {
    const world = await worldAt(place());
    const ann = await world.make('ann');
    await world.kept.keep();
    writeFileSync(world.file, `customerId,erasedAt,createdAt\n${ann},${NOW.toISOString()},\nann@secret.example\n`);
    await expect(world.start().applyAgain()).rejects.toThrow('line 3 of');
    expect(await world.there()).toEqual(['ann']);
    const below = await worldAt(path.join(world.file, 'erasures.csv'));
    await below.kept.keep();
    await below.kept.keep();
    expect(below.lines).toHaveLength(1);
  });
});
