import { testDatabase } from '@wayfare/platform/testing';
import { Database } from './database.js';
import { patiently } from './patience.js';

/** Keeps this thread from everything else, as a long computation does. */
const beBusy = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const BUSY_MS = 4_000;
const NOBODY_WAITS_MS = 3_000;

it('a connection that is being made is not given up because the process itself was busy for longer than it waits', async () => {
  const { source } = await testDatabase({ poolSize: 2 });
  const database = new Database(source, 1, null, NOBODY_WAITS_MS);
  await database.transaction(async () => {
    const second = database.query<{ one: number }>('SELECT 1 AS one');
    // it has begun to connect; what the server says to that lies there when the thread is free again
    await new Promise(setImmediate);
    beBusy(BUSY_MS);
    expect(await second).toEqual([{ one: 1 }]);
  });
}, 30_000);

it('who waits for a connection while all are in use is told, and the one that comes too late is given back', async () => {
  const { source } = await testDatabase({ poolSize: 1 });
  const database = new Database(source, 1, null, 100);
  await database.transaction(async () => {
    await expect(database.query('SELECT 1')).rejects.toThrow('connection timeout');
    await expect(database.transaction(async () => undefined)).rejects.toThrow('connection timeout');
  });
  const patient = new Database(source);
  expect(await patient.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await patient.transaction(async (tx) => tx.query('SELECT 2 AS two'))).toEqual([{ two: 2 }]);
});

it('what comes in time is handed on, and so is what fails', async () => {
  const late = () => new Error('late');
  expect(await patiently(Promise.resolve(1), 1_000, late)).toBe(1);
  await expect(patiently(Promise.reject(new Error('no')), 1_000, late)).rejects.toThrow('no');
  await expect(patiently(new Promise(() => undefined), 1, late)).rejects.toThrow('late');
});
