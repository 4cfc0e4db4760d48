import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Imports } from '@wayfare/customers';
import { RealClock } from '@wayfare/platform';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { runBench } from './harness.js';

const COLUMNS = ['externalId', 'email', 'recency', 'history', 'mens', 'womens', 'area', 'newbie', 'channel', 'arm'];
const MAPPING = {
  externalId: 'externalId',
  email: 'email',
  recency: 'attributes.recency:number',
  history: 'attributes.history:number',
  mens: 'attributes.mens:boolean',
  womens: 'attributes.womens:boolean',
  area: 'attributes.area',
  newbie: 'attributes.newbie:boolean',
  channel: 'attributes.channel',
  arm: 'attributes.arm',
};
const AREAS = ['Urban', 'Suburban', 'Rural'];
const CHANNELS = ['Web', 'Phone', 'Multichannel'];
const ARMS = ['mens', 'womens', 'none'];

/** Ten columns of a retailer's customers, some fifty thousand to a piece. */
function* rows(count: number): Generator<string> {
  yield `${COLUMNS.join(',')}\n`;
  let piece = '';
  for (let at = 1; at <= count; at += 1) {
    const money = `${(at * 7919) % 3000}.${String(at % 100).padStart(2, '0')}`;
    piece += `c${at},customer${at}@mail${at % 97}.example,${(at % 12) + 1},${money},${at % 2},${(at + 1) % 2},${AREAS[at % 3]},${at % 2},${CHANNELS[at % 3]},${ARMS[at % 3]}\n`;
    if (at % 1000 > 0 && at < count) continue;
    yield piece;
    piece = '';
  }
}

/** The same file into a plain table of text, which is as fast as this server takes rows in at all. */
const bareCopy = async (url: string, file: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE TABLE bare (${COLUMNS.map((name) => `"${name}" text`).join(', ')})`);
    await pipeline(createReadStream(file), client.query(copyFrom('COPY bare FROM STDIN CSV HEADER')));
    await client.query('DROP TABLE bare');
  } finally {
    await client.end();
  }
};

const SAMPLE_MS = 20;
const MIB = 1024 * 1024;

/** How many rows of a customers file are applied in a second, upload and its checks included, against a bare COPY of the same file in the same run. */
await runBench('import', { customers: 1_000_000 }, async ({ options, folder, database, databaseUrl, queues, timed }) => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'customers.csv');
  await pipeline(Readable.from(rows(options.customers)), createWriteStream(file));
  const copied = await timed('bare COPY', () => bareCopy(databaseUrl, file));

  const imports = new Imports({ database, queues, clock: new RealClock() });
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const imported = await timed('import', async () => {
    const upload = { kind: 'customers' as const, mapping: MAPPING, consent: { email: true }, fileName: 'customers.csv' };
    const { id } = await imports.createImport({ ...upload, stream: createReadStream(file) });
    await imports.runImport(id);
    return imports.import(id);
  });
  clearInterval(sampling);
  const { state, inserted } = imported.value;
  if (state !== 'done' || inserted !== options.customers) throw new Error(`the import ended ${state} with ${inserted} customers`);
  const [rowsPerSecond, copyRowsPerSecond] = [imported, copied].map(({ seconds }) => Math.round(options.customers / seconds));
  return {
    rowsPerSecond,
    copyRowsPerSecond,
    ratioToCopy: Number((copied.seconds / imported.seconds).toFixed(3)),
    peakMemoryMiB: Math.round(peak / MIB),
  };
});
