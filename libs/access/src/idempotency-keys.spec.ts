import { randomBytes } from 'node:crypto';
import { ManualClock } from '@wayfare/kernel';
import { SecretsBox } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { IdempotencyKeys } from './idempotency-keys.js';

const database = await testDatabase();
const keys = new IdempotencyKeys(database, new ManualClock(new Date('2027-03-30T09:00:00.000Z')), new SecretsBox(randomBytes(32)));

describe('a key of a request whose answer an erasure has taken', () => {
  it('says that it was carried out, and does not carry it out again', async () => {
    await keys.claim('user:1', 'k', 'request');
    await keys.finish('user:1', 'k', { status: 201, body: { email: 'ann@b.cc' } });
    expect(await keys.claim('user:1', 'k', 'request')).toEqual({ status: 201, body: { email: 'ann@b.cc' } });
    await database.query('UPDATE idempotency_keys SET body = NULL');
    await expect(keys.claim('user:1', 'k', 'request')).rejects.toMatchObject({ code: 'answer_forgotten', status: 409 });
  });
});
