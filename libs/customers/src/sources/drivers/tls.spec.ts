import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSettings, SourceConnection } from '@wayfare/contracts';
import { sourceConnectionSchema } from '@wayfare/contracts';
import { sourceDatabases, testFolder } from '@wayfare/platform/testing';
import { AUTHORITY, behindTls, CERTIFICATES, OTHER_AUTHORITY, SERVER_KEY } from '../../testing/tls.js';
import { mysqlShop, openShop } from '../testing.js';
import { openDriver } from './open.js';

type Shown = keyof typeof CERTIFICATES;
type Kind = 'postgres' | 'mysql';
interface Server {
  readonly kind: Kind;
  readonly password: string;
  readonly settings: DatabaseSettings;
}

const STARTING_MS = 120_000;

const settingsOf = ({ connection }: { connection: SourceConnection }): DatabaseSettings => {
  if (connection.kind === 'http') throw new Error('no database');
  return connection.settings;
};

/** A server that shows a certificate: MariaDB by itself, PostgreSQL behind what does it for it. */
const starts: Record<Kind, (shown: Shown) => Promise<Server>> = {
  postgres: async (shown) => {
    const shop = await openShop('postgres');
    const settings = settingsOf(shop);
    return { ...shop, kind: 'postgres', settings: { ...settings, port: await behindTls(settings, CERTIFICATES[shown]) } };
  },
  mysql: async (shown) => {
    const folder = testFolder('tls');
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    writeFileSync(cert, CERTIFICATES[shown]);
    writeFileSync(key, SERVER_KEY, { mode: 0o600 });
    const shop = await mysqlShop([`--ssl-cert=${cert}`, `--ssl-key=${key}`]);
    return { ...shop, kind: 'mysql', settings: settingsOf(shop) };
  },
};

describe.each(sourceDatabases())('%s by TLS', (kind) => {
  const servers = new Map<Shown, Server>();
  beforeAll(async () => {
    for (const shown of ['here', 'elsewhere'] as const) servers.set(shown, await starts[kind](shown));
  }, STARTING_MS);
  const test = (shown: Shown, change: Partial<DatabaseSettings>): Promise<string> => {
    const server = servers.get(shown);
    if (!server) throw new Error(`no server that shows ${shown}`);
    const connection = { kind: server.kind, settings: { ...server.settings, ...change } };
    return openDriver(sourceConnectionSchema.parse(connection), server.password, false).test();
  };

  it('is connected to where the authority that was given has signed its certificate', async () => {
    await expect(test('here', { tls: 'verified', ca: AUTHORITY })).resolves.toMatch(/PostgreSQL|MariaDB/);
    await expect(test('here', { tls: 'verified', ca: `${OTHER_AUTHORITY}\n${AUTHORITY}` })).resolves.toMatch(/PostgreSQL|MariaDB/);
  });

  it.each<[string, Shown, Partial<DatabaseSettings>]>([
    ['of an authority that nobody knows', 'here', { tls: 'verified' }],
    ['of another authority than the one that was given', 'here', { tls: 'verified', ca: OTHER_AUTHORITY }],
    ['of a machine of another name', 'elsewhere', { tls: 'verified', ca: AUTHORITY }],
  ])('is refused with a certificate %s', async (_, shown, change) => {
    await expect(test(shown, change)).rejects.toMatchObject({ code: 'source_tls' });
  });

  it('is connected to with any certificate where somebody wants it so', async () => {
    await expect(test('elsewhere', { tls: 'encrypted' })).resolves.toMatch(/PostgreSQL|MariaDB/);
  });
});

it('an authority that is no certificate is refused, by its field', () => {
  const settings = { host: 'db.shop.example', port: 5432, database: 'shop', user: 'me', ca: 'our own' };
  const { error } = sourceConnectionSchema.safeParse({ kind: 'postgres', settings });
  expect(error?.issues.map(({ path: at, message }) => [at.join('.'), message])).toEqual([
    ['settings.ca', 'must be one or more certificates in PEM'],
  ]);
});
