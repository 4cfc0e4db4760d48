import { sourceDatabases, TestMysql } from '@wayfare/platform/testing';
import { signIn } from './by-hand/sign-in.js';
import { choose, goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { callApi, inWindow } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

interface Server {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** From the list of customers to the form of a new connection, filled in. */
const fillIn = async (visit: Visit, server: Server, name: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'customers');
  await page.getByRole('link', { name: t('customers.nav.comingIn'), exact: true }).click();
  await page.getByRole('link', { name: t('customers.nav.sources'), exact: true }).click();
  await page
    .getByRole('link', { name: t('sources.create'), exact: true })
    .first()
    .click();
  const fields = { name, host: server.host, port: String(server.port), database: server.database, user: server.user } as const;
  for (const [field, value] of Object.entries(fields)) await page.getByLabel(t(`sources.connection.${field}`), { exact: true }).fill(value);
  await page.getByLabel(t('sources.connection.password'), { exact: true }).fill(server.password);
  await pick(visit, t('sources.connection.tls'), t('sources.connection.tlsWays.off'));
};

/** Other files move the clock by days: what is read each hour would be, of servers that are gone. */
afterAll(async () => {
  const { items } = (await callApi('GET', '/sources')) as { items: { id: string }[] };
  for (const { id } of items) await callApi('DELETE', `/sources/${id}`);
});

describe.each(LANGUAGES)('an admin who connects a database, in %s', (language) => {
  it(
    'is told what is wrong with it',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        await signIn(visit, language);
        await fillIn(visit, { host: '127.0.0.1', port: 9, database: 'shop', user: 'me', password: 'x' }, 'Nowhere');
        await page.getByRole('button', { name: visit.t('sources.connection.try') }).click();
        await sees(visit, visit.t('sources.problems.address_refused', { host: '127.0.0.1', address: '127.0.0.1' }));
        await page.getByLabel(visit.t('sources.connection.allowPrivate')).check();
        await page.getByRole('button', { name: visit.t('sources.connection.try') }).click();
        await sees(visit, /127\.0\.0\.1:9/);
      },
      { locale: language },
    ),
  );

  if (sourceDatabases().includes('mysql'))
    it(
      'sees its customers arrive',
      inWindow(
        async (page) => {
          const server = await TestMysql.start();
          await server.query(
            'CREATE TABLE members (member_no varchar(20) PRIMARY KEY, email varchar(100), city varchar(50), updated_at datetime)',
            `INSERT INTO members SELECT CONCAT('${language}-', seq), CONCAT('${language}', seq, '@members.example'), 'Suzhou', '2027-01-01 10:00:00' FROM seq_1_to_30`,
          );
          const visit = { page, t: wordsOf(language) };
          const { t } = visit;
          await signIn(visit, language);
          await fillIn(visit, server, `Shop ${language}`);
          await page.getByLabel(t('sources.connection.allowPrivate')).check();
          await page.getByRole('button', { name: t('sources.connection.try') }).click();
          await sees(visit, /MariaDB/);
          await page.getByRole('button', { name: t('sources.connection.save') }).click();
          await pick(visit, t('sources.reads.tableLabel'), 'shop.members');
          await choose(visit, t('sources.reads.what'), t('customers.imports.kinds.customers'));
          await page.getByRole('button', { name: t('sources.reads.look') }).click();
          await page
            .getByLabel(`member_no: ${t('customers.imports.becomes')}`)
            .first()
            .waitFor();
          await page.getByRole('button', { name: t('sources.plan.start') }).click();
          await sees(visit, t('sources.state.done'));
          await page
            .getByRole('row')
            .filter({ hasText: t('sources.state.done') })
            .getByText('30', { exact: true })
            .first()
            .waitFor();
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
