import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { ManualClock } from '@wayfare/kernel';
import { Archives, createLogger, type Database } from '@wayfare/platform';
import { testDatabase, testFolder } from '@wayfare/platform/testing';
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
const queues = { add: async () => undefined };
const logger = createLogger({ level: 'silent', name: 'test' });
const OLD_EVENTS = `SELECT * FROM events WHERE received_at < '2027-02-01' ORDER BY customer_id, id`;
const THEM = `INSERT INTO customers (id, created_at, updated_at) SELECT c, 'epoch', 'epoch' FROM generate_series(1, $1::int) c`;

const prepared = async (shards: number, months: Kept = { events: 3, responses: null }) => {
  const database = await testDatabase({ shards });
  await database.query(THEM, [PEOPLE]);
  await database.query(EVENTS, [PEOPLE]);
  await database.query(RESPONSES);
  const folder = path.join(testFolder('archives'), 'kept');
  const clock = new ManualClock(NOW);
  const archives = new Archives({ database, queues, clock, logger, folder, kinds: ARCHIVED_KINDS, keptMonths: async () => months });
  return { database, folder, archives, clock };
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

  it('comes back as it was where somebody asks for it, stays for 30 days, and goes again', async () => {
    const { database, archives, clock } = await prepared(shards);
    const before = await database.query(OLD_EVENTS);
    await archives.run();
    expect(await database.query(OLD_EVENTS)).toEqual([]);
    const [, january] = await archives.list();
    const id = january?.id ?? '';
    expect(await archives.restore(id)).toMatchObject({ state: 'restoring', doneRows: 0 });
    await expect(archives.restore(id)).rejects.toMatchObject({ code: 'archive_busy' });
    await archives.run();
    expect(await database.query(OLD_EVENTS)).toEqual(before);
    expect((await archives.list())[1]).toMatchObject({ state: 'restored', restoredUntil: new Date('2027-07-15T08:00:00.000Z') });
    clock.moveTo(new Date('2027-07-14T08:00:00.000Z'));
    await archives.run();
    expect(await database.query(OLD_EVENTS)).toEqual(before);
    clock.moveTo(new Date('2027-07-15T08:00:00.000Z'));
    await archives.run();
    expect(await database.query(OLD_EVENTS)).toEqual([]);
    expect((await archives.list()).filter(({ month }) => month === '2027-01')).toMatchObject([{ id, state: 'archived' }]);
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
    const keptMonths = async () => ({ events: 3 });
    await new Archives({ database, queues, clock: new ManualClock(NOW), logger, folder: null, kinds: ARCHIVED_KINDS, keptMonths }).run();
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

  it('to a folder in which a file is not what it was, and its rows stay', async () => {
    const { database, archives, folder } = await prepared(1);
    await archives.run();
    await database.query(`UPDATE archives SET dropped_at = NULL WHERE month = '2027-01-01'`);
    await database.query(EVENTS.replace("'e' ||", "'late' ||"), [PEOPLE]);
    const place = path.join(folder, 'events-2027-01.csv.gz');
    renameSync(place, `${place}.away`);
    await archives.run();
    expect((await archives.list())[1]).toMatchObject({ state: 'dropping', problem: 'missing' });
    renameSync(`${place}.away`, place);
    appendFileSync(place, 'x');
    await archives.run();
    expect((await archives.list())[1]).toMatchObject({ state: 'dropping', problem: 'damaged' });
    expect(await database.query(OLD_EVENTS)).toHaveLength(PEOPLE);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('what goes is what stands in the file', () => {
  it('and what came or changed since stays', async () => {
    const { database, archives } = await prepared(1);
    await archives.run();
    const [, january] = await archives.list();
    await archives.restore(january?.id ?? '');
    await archives.run();
    await database.query(`UPDATE events SET properties = '{"say": "changed"}' WHERE customer_id = 1 AND id = 'e1'`);
    await database.query(EVENTS.replace("'e' ||", "'late' ||"), [PEOPLE]);
    await archives.letGo(january?.id ?? '');
    await archives.run();
    const left = await database.query<{ customer_id: string; id: string }>(OLD_EVENTS);
    expect(left.filter(({ id }) => id !== 'late1').map(({ customer_id, id }) => [customer_id, id])).toEqual([['1', 'e1']]);
    expect(left).toHaveLength(PEOPLE + 1);
  });

  it('batch after batch: who comes after a worker that died goes on behind the last one', async () => {
    const { database, archives } = await prepared(1);
    await database.query(THEM.replace('generate_series(1,', `generate_series(${PEOPLE + 1},`), [6_000]);
    await database.query(EVENTS.replace('generate_series(1, $1::int) c', `generate_series(${PEOPLE + 1}, $1::int) c`), [6_000]);
    await database.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the worker died'; END $$;
      CREATE TRIGGER break_off BEFORE DELETE ON events FOR EACH ROW WHEN (OLD.id = 'e1' AND OLD.customer_id = 5500) EXECUTE FUNCTION break_off()`);
    await expect(archives.run()).rejects.toThrow('the worker died');
    expect(await archives.list()).toMatchObject([{ month: '2027-01', state: 'dropping', rows: 6_000, doneRows: 5_000 }]);
    expect(await database.query(OLD_EVENTS)).toHaveLength(1_000);
    await database.query('DROP TRIGGER break_off ON events');
    await Promise.all([archives.run(), archives.run()]);
    expect(await database.query(OLD_EVENTS)).toEqual([]);
    expect((await archives.list()).map(({ state, rows }) => [state, rows])).toEqual([
      ['archived', 6_000],
      ['archived', 6_000],
    ]);
  });

  it('and does not come back of somebody who has been erased since', async () => {
    const { database, archives } = await prepared(1);
    await archives.run();
    await database.query(`UPDATE customers SET erased_at = $1 WHERE id = 7`, [NOW]);
    await archives.restore((await archives.list())[1]?.id ?? '');
    await archives.run();
    expect(await database.query(OLD_EVENTS)).toHaveLength(PEOPLE - 1);
    expect(await database.query(`${OLD_EVENTS.replace('ORDER', 'AND customer_id = 7 ORDER')}`)).toEqual([]);
  });

  it('whoever stops reading back is heard', async () => {
    const { database, archives } = await prepared(1);
    await archives.run();
    const id = (await archives.list())[1]?.id ?? '';
    await archives.restore(id);
    await archives.letGo(id);
    await expect(archives.letGo(id)).rejects.toMatchObject({ code: 'archive_busy' });
    await expect(archives.letGo('99')).rejects.toMatchObject({ code: 'not_found' });
    await archives.run();
    expect((await archives.list())[1]).toMatchObject({ state: 'archived' });
    expect(await database.query(OLD_EVENTS)).toEqual([]);
  });
});
