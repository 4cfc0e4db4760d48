import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { testServer } from '../testing/server.js';

/** Real files that stand beside the project, each with what is known of it; they are no part of it, and without them there is nothing to test. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isThere = existsSync(path.join(FOLDER, 'README.md'));
const withFiles = isThere ? describe : describe.skip;
if (!isThere) process.stderr.write(`Not tested, since ${FOLDER} is not there: imports of real files.\n`);

interface Wishes {
  readonly mapping?: Record<string, string>;
  readonly options?: object;
}

withFiles('real files, sent through the interface', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let headers: { authorization: string };

  const bring = async (kind: string, name: string, { mapping, options }: Wishes = {}) => {
    const body = new FormData();
    body.set('kind', kind);
    if (mapping) body.set('mapping', JSON.stringify(mapping));
    if (options) body.set('options', JSON.stringify(options));
    body.set('file', new Blob([await readFile(path.join(FOLDER, name))]), name);
    const { status, json } = await server.call('POST', '/api/v1/imports', { body, headers });
    if (status !== 202) return { status, ...json };
    await applied(json.id);
    return (await server.call('GET', `/api/v1/imports/${json.id}`, { headers })).json;
  };
  /** Goes on where it was when a connection was lost meanwhile, as the queue would have it go on. */
  const applied = async (id: string): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const failure = await server.services.imports.runImport(id).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure === null) return;
      if (attempt === 5) throw failure;
    }
  };
  const columnsOf = async (kind: string, name: string, options: object = {}): Promise<{ name: string; target: string | null }[]> => {
    const body = new FormData();
    body.set('kind', kind);
    body.set('options', JSON.stringify(options));
    body.set('file', new Blob([await readFile(path.join(FOLDER, name))]), name);
    return (await server.call('POST', '/api/v1/imports/preview', { body, headers })).json.columns;
  };
  /** The guess of a file that names nobody: each row is somebody. */
  const rowsAsPeople = async (name: string, options: object = {}): Promise<Record<string, string>> => ({
    '#': 'externalId',
    ...Object.fromEntries((await columnsOf('customers', name, options)).map((column) => [column.name, column.target ?? ''])),
  });
  const ask = (text: string) => server.core.database.query(text);

  beforeAll(async () => {
    server = await testServer();
    headers = await server.bearer('manager');
  }, 60_000);

  beforeEach(async () => {
    await server.core.database.query(
      'TRUNCATE customers, identities, consents, events, event_batches, orders, order_lines, products, lists, list_members',
    );
  });

  test('online_retail.csv.gz: with the filters a user would set, its orders are those that are known', async () => {
    const options = {
      filters: [
        { column: 'CustomerID', is: 'exists' },
        { column: 'Quantity', is: 'gt', value: 0 },
        { column: 'UnitPrice', is: 'gt', value: 0 },
      ],
    };
    expect(await bring('orders', 'online_retail.csv.gz', { options })).toMatchObject({
      state: 'done',
      file: { format: 'gzip' },
      rows: 531_282,
      total: 397_884,
      skipped: 531_282 - 397_884,
      inserted: 18_532,
      rejected: 0,
    });
    expect(
      await ask(`
        SELECT (SELECT count(*)::int FROM order_lines) AS lines, (SELECT count(*)::int FROM customers) AS customers, count(*)::int AS invoices,
          sum(amount_minor)::text AS value FROM orders`),
    ).toEqual([{ lines: 397_884, customers: 4338, invoices: 18_532, value: '891140790' }]);
  }, 400_000);

  test('hillstrom.csv: names nobody, says so, and comes in whole as a person a row', async () => {
    expect(await bring('customers', 'hillstrom.csv')).toMatchObject({ state: 'failed', error: { code: 'no_identity_column' } });
    expect(await bring('customers', 'hillstrom.csv', { mapping: { segment: 'attributes.segment' } })).toMatchObject({
      status: 400,
      errors: [{ path: 'mapping', code: 'no_identity_column' }],
    });
    const mapping = await rowsAsPeople('hillstrom.csv');
    expect(await bring('customers', 'hillstrom.csv', { mapping })).toMatchObject({ state: 'done', inserted: 64_000, rejected: 0 });
    expect(
      await ask(`
        SELECT attributes->>'segment' AS arm, count(*)::int AS people, count(*) FILTER (WHERE attributes->'visit' IN ('true', '1'))::int AS visits,
          count(*) FILTER (WHERE attributes->'conversion' IN ('true', '1'))::int AS purchases,
          round(avg((attributes->>'spend')::numeric), 2)::text AS spend
        FROM customers GROUP BY 1 ORDER BY 1`),
    ).toEqual([
      { arm: 'Mens E-Mail', people: 21_307, visits: 3894, purchases: 267, spend: '1.42' },
      { arm: 'No E-Mail', people: 21_306, visits: 2262, purchases: 122, spend: '0.65' },
      { arm: 'Womens E-Mail', people: 21_387, visits: 3238, purchases: 189, spend: '1.08' },
    ]);
  }, 120_000);

  test('bank-additional.zip: several files, of which one is chosen', async () => {
    expect(await bring('customers', 'bank-additional.zip')).toMatchObject({ state: 'failed', error: { code: 'choose_part' } });
    const options = { part: 'bank-additional/bank-additional-full.csv' };
    const mapping = await rowsAsPeople('bank-additional.zip', options);
    expect(await bring('customers', 'bank-additional.zip', { mapping, options })).toMatchObject({
      state: 'done',
      inserted: 41_188,
      rejected: 0,
    });
    expect(await ask(`SELECT count(*)::int AS yes FROM customers WHERE attributes->>'y' IN ('yes', 'true')`)).toEqual([{ yes: 4640 }]);
  }, 120_000);

  test('marketing_campaign.csv: semicolons and a byte-order mark', async () => {
    expect(await bring('customers', 'marketing_campaign.csv')).toMatchObject({ state: 'done', inserted: 2240, rejected: 0 });
    expect(
      await ask(`
        SELECT count(*) FILTER (WHERE attributes->'Response' IN ('1', 'true'))::int AS responses, count(*) FILTER (WHERE NOT attributes ? 'Income')::int AS missing,
          count(*) FILTER (WHERE external_id = '5524')::int AS known FROM customers`),
    ).toEqual([{ responses: 334, missing: 24, known: 1 }]);
  });

  test('CDNOW_sample.txt: columns of a fixed width are refused with a clear word', async () => {
    expect(await bring('orders', 'CDNOW_sample.txt')).toMatchObject({ state: 'failed', error: { code: 'fixed_width' } });
  });

  test('cj_*.parquet: households, whom campaigns went to, what they redeemed, what there is to buy', async () => {
    const households = { household_id: 'externalId' };
    const options = { list: { name: 'targeted' }, unknown: 'make' };
    const targeted = { household_id: 'externalId', campaign_id: '' };
    const list = await bring('list', 'cj_campaigns.parquet', { mapping: targeted, options });
    expect(list).toMatchObject({ state: 'done', file: { format: 'parquet' }, total: 6589, inserted: 1559, rejected: 0 });

    const demographics = await columnsOf('customers', 'cj_demographics.parquet');
    const guessed = Object.fromEntries(demographics.map(({ name, target }) => [name, target ?? '']));
    expect(await bring('customers', 'cj_demographics.parquet', { mapping: { ...guessed, ...households } })).toMatchObject({
      state: 'done',
      rejected: 0,
    });

    const redemptions = {
      ...households,
      redemption_date: 'occurredAt',
      coupon_upc: 'properties.coupon',
      campaign_id: 'properties.campaign',
    };
    expect(
      await bring('events', 'cj_coupon_redemptions.parquet', { mapping: redemptions, options: { event: 'coupon_redeemed' } }),
    ).toMatchObject({
      state: 'done',
      rejected: 0,
    });
    expect(
      await ask(
        `SELECT count(DISTINCT (customer_id, properties->>'campaign'))::int AS redeemed FROM events WHERE name = 'coupon_redeemed'`,
      ),
    ).toEqual([{ redeemed: 792 }]);

    expect(await bring('products', 'cj_products.parquet')).toMatchObject({ state: 'done', rejected: 0 });
    expect(await bring('products', 'cj_coupons.parquet')).toMatchObject({ state: 'done', rejected: 0 });
    expect(await bring('products', 'cj_campaign_descriptions.parquet', { mapping: { campaign_id: 'productId' } })).toMatchObject({
      state: 'done',
      total: 27,
    });
    expect(await bring('customers', 'cj_coupons.parquet')).toMatchObject({ state: 'failed', error: { code: 'no_identity_column' } });
  }, 200_000);
});
