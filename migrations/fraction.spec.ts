import { saltSeed, stableFraction } from '@wayfare/kernel';
import { HASH_VECTORS } from '@wayfare/kernel/testing';
import { testDatabase } from '@wayfare/platform/testing';

const database = await testDatabase();
afterAll(() => database.close());

describe('wayfare_fraction', () => {
  it.each(HASH_VECTORS)('gives customer $customerId under "$salt" what the interpreter gives', async ({ customerId, seed, hash }) => {
    const [row] = await database.query<{ fraction: number }>('SELECT wayfare_fraction($1, $2) AS fraction', [customerId, seed]);
    expect(row?.fraction).toBe(hash / 2 ** 32);
  });

  it('agrees with the interpreter for people in a row and far apart', async () => {
    const seed = saltSeed('split:7:arms');
    const rows = await database.query<{ id: string; fraction: number }>(
      'SELECT i * i * i AS id, wayfare_fraction(i * i * i, $1) AS fraction FROM generate_series(1::bigint, 200000, 97) i',
      [seed],
    );
    expect(rows.filter(({ id, fraction }) => fraction !== stableFraction(id, seed))).toEqual([]);
  });
});
