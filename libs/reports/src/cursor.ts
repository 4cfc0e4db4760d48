import type { Database } from '@wayfare/platform';
import { bind, type Values } from './bind.js';

const CHUNK = 5_000;

/**
 * Reads a statement in chunks off one cursor, in one snapshot: the work is done once and memory stays bounded, however many rows there are. Whoever stops early
 * (a download that was broken off) ends the transaction with it.
 */
export async function* chunksOf<Row extends object>(database: Database, text: string, values: Values): AsyncGenerator<Row[]> {
  const bound = bind(text, values);
  const runner = database.source.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    // all rows are wanted, not the first ones soon
    await runner.query('SET LOCAL cursor_tuple_fraction = 1');
    await runner.query(`DECLARE chunks NO SCROLL CURSOR FOR ${bound.text}`, bound.parameters);
    for (;;) {
      const rows: Row[] = await runner.query(`FETCH ${CHUNK} FROM chunks`);
      if (rows.length > 0) yield rows;
      if (rows.length < CHUNK) return;
    }
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}
