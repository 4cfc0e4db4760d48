import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ManualClock } from '@wayfare/kernel';
import { Archives, createLogger, type Database } from '@wayfare/platform';
import { testDatabase, testFolder } from '@wayfare/platform/testing';
import { from as copyFrom } from 'pg-copy-streams';
import { ARCHIVED_KINDS } from './archived-kinds.js';

const NOW = new Date('2027-06-15T08:00:00.000Z');
const PEOPLE = 40;
/** Each person's events, one a month since January, and the opening of a mail in each. */
const EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties, value_minor)
  SELECT c, 'e' || m, 'visit', at, at, jsonb_build_object('say', E'"quoted", 中文\\nand a line'), CASE WHEN m % 2 = 0 THEN m END
  FROM generate_series(1, $1::int) c, generate_series(1, 6) m, LATERAL (SELECT make_timestamptz(2027, m, 1 + c % 28, 23, 59, 59.5, 'UTC') AS at) t`;
const RESPONSES = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at)
  SELECT customer_id, substr(id, 2)::int, 'open', '', 1, received_at FROM events`;

type Kept = Readonly<Record<string, number | null>>;

const prepared = async (shards: number, months: Kept = { events: 3, responses: null }) => {
  const database = await testDatabase({ shards });
  await database.query(EVENTS, [PEOPLE]);
  await database.query(RESPONSES);
  const folder = path.join(testFolder('archives'), 'kept');
  const logger = createLogger({ level: 'silent', name: 'test' });
  const archives = new Archives({
    database,
    clock: new ManualClock(NOW),
    logger,
    folder,
    kinds: ARCHIVED_KINDS,
    keptMonths: async () => months,
  });
  return { database, folder, archives };
};

const monthsIn = async (database: Database, table: string, at: string): Promise<string[]> =>
  (
    await database.query<{ month: string }>(
      `SELECT DISTINCT to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM ${table} ORDER BY 1`,
    )
  ).map(({ month }) => month);

describe.each([1, 4])('what is kept for three months, on %i shards', (shards) => {
  it('is written to a file for each older month, and then gone from the database', async () => {
    const { database, folder, archives } = await prepared(shards);
    await archives.run();
    expect(await monthsIn(database, 'events', 'received_at')).toEqual(['2027-03', '2027-04', '2027-05', '2027-06']);
    expect(await monthsIn(database, 'responses', 'at')).toHaveLength(6);
    const list = await archives.list();
    expect(list.map(({ kind, month, rows, droppedAt }) => [kind, month, rows, droppedAt])).toEqual([
      ['events', '2027-02', PEOPLE, NOW],
      ['events', '2027-01', PEOPLE, NOW],
    ]);
    for (const { file, bytes, sha256 } of list) {
      const content = readFileSync(path.join(folder, file));
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
      expect(statSync(path.join(folder, file)).mode & 0o077).toBe(0);
    }
    await archives.run();
    expect(readdirSync(folder).sort()).toEqual(['events-2027-01.csv.gz', 'events-2027-02.csv.gz']);
  });

  it('comes back as it was by COPY', async () => {
    const { database, folder, archives } = await prepared(shards);
    const all = `SELECT * FROM events WHERE received_at < '2027-02-01' ORDER BY customer_id, id`;
    const before = await database.query(all);
    await archives.run();
    expect(await database.query(all)).toEqual([]);
    await database.transaction(async ({ runner }) => {
      const client = await runner.connect();
      const packed = readFileSync(path.join(folder, 'events-2027-01.csv.gz'));
      await pipeline(Readable.from([packed]), createGunzip(), client.query(copyFrom('COPY events FROM STDIN (FORMAT csv, HEADER match)')));
    });
    expect(await database.query(all)).toEqual(before);
  });

  it('goes at the next run where the worker died between the file and the rows', async () => {
    const { database, folder, archives } = await prepared(shards, { events: null, responses: 4 });
    await database.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the worker died'; END $$;
      CREATE TRIGGER break_off BEFORE DELETE ON responses FOR EACH ROW EXECUTE FUNCTION break_off()`);
    await expect(archives.run()).rejects.toThrow('the worker died');
    expect((await archives.list()).map(({ month, droppedAt }) => [month, droppedAt])).toEqual([['2027-01', null]]);
    expect(await monthsIn(database, 'responses', 'at')).toHaveLength(6);
    await database.query('DROP TRIGGER break_off ON responses');
    await archives.run();
    expect((await archives.list()).map(({ month, rows, droppedAt }) => [month, rows, droppedAt])).toEqual([['2027-01', PEOPLE, NOW]]);
    expect(await monthsIn(database, 'responses', 'at')).toHaveLength(5);
    expect(readdirSync(folder)).toEqual(['responses-2027-01.csv.gz']);
  });
});

describe('nothing is archived', () => {
  it('while nobody has said for how long it is kept, or where the files go', async () => {
    const { database, archives } = await prepared(1, { events: null });
    await archives.run();
    const logger = createLogger({ level: 'silent', name: 'test' });
    const keptMonths = async () => ({ events: 3 });
    await new Archives({ database, clock: new ManualClock(NOW), logger, folder: null, kinds: ARCHIVED_KINDS, keptMonths }).run();
    expect(await archives.list()).toEqual([]);
    expect(await monthsIn(database, 'events', 'received_at')).toHaveLength(6);
  });

  it('that a paused journey has still to be shown', async () => {
    const { database, archives } = await prepared(1);
    await database.query(`
      WITH batch AS (
        INSERT INTO event_batches (received_at, names, customer_ids, event_ids, applied_at)
        VALUES ('2027-02-10T00:00:00Z', '{visit}', '{1}', '{e2}', '2027-02-10T00:00:00Z') RETURNING id
      )
      INSERT INTO journey_wakes (journey_id, batch_id) SELECT 1, id FROM batch`);
    await archives.run();
    expect((await archives.list()).map(({ month }) => month)).toEqual(['2027-01']);
    await database.query('DELETE FROM journey_wakes');
    await archives.run();
    expect((await archives.list()).map(({ month }) => month)).toEqual(['2027-02', '2027-01']);
  });

  it('where more rows than the file has would go', async () => {
    const { database, archives } = await prepared(1);
    await archives.run();
    await database.query(`UPDATE archives SET dropped_at = NULL WHERE month = '2027-01-01'`);
    await database.query(EVENTS.replace("'e' ||", "'late' ||"), [PEOPLE]);
    await database.query(EVENTS.replace("'e' ||", "'later' ||"), [PEOPLE]);
    await expect(archives.run()).rejects.toThrow('events has more rows of 2027-01 than were archived');
    expect(await monthsIn(database, 'events', 'received_at')).toContain('2027-01');
  });
});
