import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { AUTHORITY, CERTIFICATES, SERVER_KEY } from '@wayfare/customers/testing';
import { sourceDatabases, TestMysql, testFolder } from '@wayfare/platform/testing';
import { signIn } from './by-hand/sign-in.js';
import { choose, goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { callApi, inWindow } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const STARTING_MS = 120_000;

interface Server {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** To the form of a new connection, and what it is called. */
const openForm = async (visit: Visit, name: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'customers');
  await page.getByRole('link', { name: t('customers.nav.comingIn'), exact: true }).click();
  await page.getByRole('link', { name: t('customers.nav.sources'), exact: true }).click();
  await page
    .getByRole('link', { name: t('sources.create'), exact: true })
    .first()
    .click();
  await page.getByLabel(t('sources.connection.name'), { exact: true }).fill(name);
};

type Field = 'ca' | 'timeout' | 'mostRows' | 'headers' | 'url' | 'password' | 'token';
const field = ({ page, t }: Visit, name: Field) => page.getByLabel(t(`sources.connection.${name}`), { exact: true });
const attempt = ({ page, t }: Visit): Promise<void> => page.getByRole('button', { name: t('sources.connection.try') }).click();

/** From the list of customers to the form of a new connection, filled in. */
const fillIn = async (visit: Visit, server: Server, name: string): Promise<void> => {
  const { page, t } = visit;
  await openForm(visit, name);
  const fields = { host: server.host, port: String(server.port), database: server.database, user: server.user } as const;
  for (const [each, value] of Object.entries(fields)) await page.getByLabel(t(`sources.connection.${each}`), { exact: true }).fill(value);
  await field(visit, 'password').fill(server.password);
};

/** A shop's interface that answers with two members, to those who show the key and the shop's own header. */
const openInterface = async () => {
  const server = createServer(({ headers }, reply) => {
    const isLetIn = headers.authorization === 'Bearer a key' && headers['x-shop'] === '12';
    const members = ['Ann', 'Bo'].map((name, at) => ({ member_no: `http-${at}`, name }));
    reply.writeHead(isLetIn ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(isLetIn ? { data: members } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((resolve) => server.close(resolve)) };
};

/** One MariaDB for both languages, which shows a certificate of an authority that nobody knows, with a table of thirty members for each. */
const hasMysql = sourceDatabases().includes('mysql');
const tableOf = (language: string): string => `members_${language.slice(0, 2)}`;
let mysql: TestMysql;
if (hasMysql)
  beforeAll(async () => {
    const folder = testFolder('tls');
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    writeFileSync(cert, CERTIFICATES.here);
    writeFileSync(key, SERVER_KEY, { mode: 0o600 });
    mysql = await TestMysql.start([`--ssl-cert=${cert}`, `--ssl-key=${key}`]);
    for (const language of LANGUAGES)
      await mysql.query(
        `CREATE TABLE ${tableOf(language)} (member_no varchar(20) PRIMARY KEY, email varchar(100), city varchar(50), updated_at datetime)`,
        `INSERT INTO ${tableOf(language)} SELECT CONCAT('${language}-', seq), CONCAT('${language}', seq, '@members.example'), 'Suzhou', '2027-01-01 10:00:00' FROM seq_1_to_30`,
      );
  }, STARTING_MS);

/** The way to the database is made safe: by the authority's certificate, which is pasted; and limits are set. */
const makeSafe = async (visit: Visit): Promise<void> => {
  const { page, t } = visit;
  const { host, port } = mysql;
  await page.getByLabel(t('sources.connection.allowPrivate')).check();
  await attempt(visit);
  await sees(visit, t('sources.problems.source_tls', { host, port, why: '' }).trim());
  await field(visit, 'ca').fill(AUTHORITY);
  await field(visit, 'timeout').fill('20');
  await field(visit, 'mostRows').fill('10');
  await attempt(visit);
  await sees(visit, /MariaDB/);
  await page.getByRole('button', { name: t('sources.connection.save') }).click();
};

/** What is read, and what becomes of it; all of it each time. */
const planReading = async (visit: Visit, table: string): Promise<void> => {
  const { page, t } = visit;
  await pick(visit, t('sources.reads.tableLabel'), `shop.${table}`);
  await choose(visit, t('sources.reads.what'), t('customers.imports.kinds.customers'));
  await page.getByRole('button', { name: t('sources.reads.look') }).click();
  await page
    .getByLabel(`member_no: ${t('customers.imports.becomes')}`)
    .first()
    .waitFor();
  await pick(visit, t('sources.plan.cursor'), t('sources.plan.everything'));
  await page.getByRole('button', { name: t('sources.plan.start') }).click();
};

/** The feed is changed: from now on what is new is told by a column, and the last minute is read again. */
const readNewsOnly = async (visit: Visit): Promise<void> => {
  const { page, t } = visit;
  await page.getByRole('button', { name: t('sources.feed.edit'), exact: true }).click();
  await pick(visit, t('sources.plan.cursor'), t('sources.plan.by', { column: 'updated_at' }));
  await page.getByLabel(t('sources.plan.overlap'), { exact: true }).fill('60');
  await page.getByRole('button', { name: t('sources.plan.save'), exact: true }).click();
  await sees(visit, t('sources.feed.fromStart', { column: 'updated_at' }));
};

/** A reading of the feed that has ended so, with so many rows read. */
const run = ({ page, t }: Visit, state: 'done' | 'failed', rows?: string) => {
  const row = page.getByRole('row').filter({ hasText: t(`sources.state.${state}`) });
  return (rows === undefined ? row : row.getByText(rows, { exact: true })).first().waitFor();
};

/** Other files move the clock by days: what is read each hour would be, of servers that are gone. */
afterAll(async () => {
  const { items } = (await callApi('GET', '/sources')) as { items: { id: string }[] };
  for (const { id } of items) await callApi('DELETE', `/sources/${id}`);
});

describe.each(LANGUAGES)('an admin who connects a source, in %s', (language) => {
  it(
    'is told what is wrong with it',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        await signIn(visit, language);
        await fillIn(visit, { host: '127.0.0.1', port: 9, database: 'shop', user: 'me', password: 'x' }, 'Nowhere');
        await pick(visit, visit.t('sources.connection.tls'), visit.t('sources.connection.tlsWays.off'));
        await attempt(visit);
        await sees(visit, visit.t('sources.problems.address_refused', { host: '127.0.0.1', address: '127.0.0.1' }));
        await page.getByLabel(visit.t('sources.connection.allowPrivate')).check();
        await attempt(visit);
        await sees(visit, /127\.0\.0\.1:9/);
      },
      { locale: language },
    ),
  );

  it(
    'shows an interface the key and the headers that it asks for',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const { t } = visit;
        const shop = await openInterface();
        try {
          await signIn(visit, language);
          await openForm(visit, `Interface ${language}`);
          await choose(visit, t('sources.connection.kind'), t('sources.kinds.http'));
          await field(visit, 'url').fill(shop.url);
          await pick(visit, t('sources.connection.auth'), t('sources.connection.auths.bearer'));
          await field(visit, 'token').fill('a key');
          await page.getByLabel(t('sources.connection.allowPrivate')).check();
          await attempt(visit);
          await sees(visit, t('sources.problems.source_login', { host: '127.0.0.1', why: 'HTTP 401' }));
          await field(visit, 'headers').fill('X-Language: zh\nX-Shop 12');
          await sees(visit, t('sources.connection.headerWrong', { line: 2 }));
          expect(await page.getByRole('button', { name: t('sources.connection.try') }).isDisabled()).toBe(true);
          await field(visit, 'headers').fill('X-Shop: 12');
          await attempt(visit);
          await page
            .getByRole('status')
            .filter({ hasText: t('sources.connection.works', { says: '' }).trim() })
            .waitFor();
        } finally {
          await shop.close();
        }
      },
      { locale: language },
    ),
  );

  if (hasMysql)
    it(
      'sees its customers arrive, by a connection whose certificate was checked, once it may give enough of them',
      inWindow(
        async (page) => {
          const visit = { page, t: wordsOf(language) };
          const { t } = visit;
          await signIn(visit, language);
          await fillIn(visit, mysql, `Shop ${language}`);
          await makeSafe(visit);
          await planReading(visit, tableOf(language));
          await sees(visit, t('sources.problems.source_too_many_rows', { most: 10 }));
          await run(visit, 'failed');

          await page.getByRole('link', { name: `Shop ${language}` }).click();
          await field(visit, 'mostRows').fill('1000');
          await page.getByRole('button', { name: t('sources.connection.save') }).click();
          await sees(visit, t('sources.connection.saved'));
          await page.getByRole('link', { name: tableOf(language), exact: true }).click();
          await readNewsOnly(visit);
          await page.getByRole('button', { name: t('sources.feed.run'), exact: true }).click();
          await run(visit, 'done', '30');
          await mysql.query(
            `UPDATE ${tableOf(language)} SET city = 'Wuxi', updated_at = '2027-01-02 10:00:00' WHERE member_no = '${language}-30'`,
          );
          await page.getByRole('button', { name: t('sources.feed.run'), exact: true }).click();
          await run(visit, 'done', '1');
          await page
            .getByRole('link', { name: t('customers.title'), exact: true })
            .first()
            .click();
          await page.getByLabel(t('customers.list.search')).fill(`${language}-30`);
          await sees(visit, `${language}30@members.example`);
        },
        { locale: language },
      ),
      120_000,
    );
});
