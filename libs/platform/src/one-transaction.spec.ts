import { testDatabase } from '@wayfare/platform/testing';
import { OneTransaction } from './one-transaction.js';

const TAG = `INSERT INTO tag_catalogue (name, first_seen_at) VALUES ($1, 'epoch')`;
const TAGS = 'SELECT name FROM tag_catalogue ORDER BY name';
const PATH = 'SHOW search_path';

describe.each([1, 4])('a database inside a transaction, on %i shards', (shards) => {
  it('lets those who ask at once work one after the other, each in their shard, and undoes only what failed', async () => {
    const database = await testDatabase({ shards });
    const seen = await database.transaction(async (tx) => {
      const inner = new OneTransaction(tx);
      const tagged = (name: string, fails: boolean) =>
        inner.onShard(shards - 1).transaction(async (own) => {
          await own.query(TAG, [name]);
          const [path] = await own.query<{ search_path: string }>(PATH);
          if (fails) throw new Error(`not ${name}`);
          return path?.search_path;
        });
      const outcomes = await Promise.allSettled([tagged('a', false), tagged('b', true), tagged('c', false), inner.query(PATH)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null));
    });
    const own = shards === 1 ? '"$user", public' : 'shard_3, public';
    expect(seen).toEqual([own, null, own, [{ search_path: shards === 1 ? '"$user", public' : 'public' }]]);
    expect(await database.query(TAGS)).toEqual([{ name: 'a' }, { name: 'c' }]);
  });

  it('takes a transaction within a transaction for a part of it', async () => {
    const database = await testDatabase({ shards });
    await database.transaction(async (tx) => {
      const inner = new OneTransaction(tx);
      await inner.transaction(async () => {
        await inner.query(TAG, ['outer']);
        await inner.transaction((own) => own.query(TAG, ['inner']));
      });
    });
    expect(await database.query(TAGS)).toEqual([{ name: 'inner' }, { name: 'outer' }]);
  });
});
