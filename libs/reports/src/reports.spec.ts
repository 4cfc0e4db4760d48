import { buffer, text } from 'node:stream/consumers';
import type { Report, ReportPeople } from '@wayfare/contracts';
import { Customers, readCustomers } from '@wayfare/customers';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, send, split } from '@wayfare/journey/testing';
import { unzipped } from '@wayfare/platform/testing';
import { parse } from 'csv-parse/sync';
import { Reports } from './reports.js';
import { Timeline } from './timeline/timeline.js';

const PEOPLE = 240;
const DAY = '2027-03-01';

const world = await engineWorld();
const { database, clock } = world;
const customers = new Customers({ database, clock });
const reports = new Reports({
  database,
  clock,
  customers: { byIds: (ids) => readCustomers(database, ids), customers: customers.customers.bind(customers) },
});

//                        ┌─ mailed ── mail ── end
//  everybody ── arms ────┤
//                        └─ left ──────────── end      (control)
const drawing = () =>
  draw(
    { all: audience(), arms: split({ mailed: 2, left: 1 }, 'left'), mail: send({ templateId: world.workspace.mail }), end: exit() },
    ['all -> arms:mailed -> mail -> end', 'arms:left -> end'],
    { response: { event: 'visit', window: 'P2D' }, goal: { event: 'purchase', window: 'P7D', exitOnGoal: false } },
  );

/** Who is in which arm, from the ways that they went. */
const armsOf = async (journey: string): Promise<{ mailed: string[]; left: string[] }> => {
  const ways = Object.entries(await world.ways(journey));
  const went = (mailed: boolean) => ways.filter(([, [way]]) => way?.includes('mail') === mailed).map(([id]) => id);
  return { mailed: went(true), left: went(false) };
};

describe('the response report', () => {
  let journey: string;
  let arms: { mailed: string[]; left: string[] };
  let report: Report;
  const sent = (): number => arms.mailed.length - 2;

  beforeAll(async () => {
    const ids = await world.people(...Array.from({ length: PEOPLE }, () => ({})));
    journey = await world.launch(drawing());
    arms = await armsOf(journey);
    // two of the mailed had no consent after all, one mail came back: as the channels would write it
    const [without = [], bounced = ''] = [arms.mailed.slice(0, 2), arms.mailed[2]];
    await database.query(`UPDATE messages SET state = 'suppressed', reason = 'no_consent' WHERE customer_id = ANY($1::bigint[])`, [
      without,
    ]);
    await database.query(`UPDATE messages SET state = 'bounced' WHERE customer_id = $1`, [bounced]);
    await world.advance('PT1H');
    await world.receiveAll([
      ...arms.mailed.slice(2, 52).map((customerId) => ({ customerId, name: 'visit' })),
      ...arms.left.slice(0, 10).map((customerId) => ({ customerId, name: 'visit' })),
    ]);
    await world.settle();
    await database.query(
      `INSERT INTO events (customer_id, id, name, occurred_at, received_at, value_minor, value_currency)
      SELECT c, 'p' || n, 'purchase', $2, $2, 1000 * n, 'EUR' FROM unnest($1::bigint[]) c, generate_series(1, 2) n`,
      [arms.mailed.slice(3, 8), clock.now()],
    );
    // too late to count
    await world.advance('P3D');
    await world.receiveAll(arms.left.slice(10, 20).map((customerId) => ({ customerId, name: 'visit' })));
    report = await reports.report(journey, { day: DAY });
    expect(ids).toHaveLength(PEOPLE);
  });
  afterAll(() => database.close());

  it('covers everyone decided on that day, each with one fate', () => {
    expect(report).toMatchObject({
      targeted: PEOPLE,
      heldOut: arms.left.length,
      sent: sent(),
      suppressed: { no_consent: 2 },
      delivered: sent() - 1,
      bounced: 1,
    });
    expect(report.targeted).toBe(report.heldOut + report.sent + report.failed + report.pending + report.unknown + 2);
  });

  it('counts responses of those reached, within the window alone', () => {
    expect(report.responded).toBe(49);
    expect(report.responseRate).toBeCloseTo(49 / (sent() - 1), 10);
  });

  it('gives each arm its rates over all its people, and the lift over the control', () => {
    const [left, mailed] = report.byArm;
    expect(left).toMatchObject({ armId: 'left', control: true, people: arms.left.length, responded: 10, delivered: 0, lift: null });
    expect(mailed).toMatchObject({ armId: 'mailed', people: arms.mailed.length, responded: 50, converted: 5, value: 5 * 3000 });
    expect(mailed?.lift?.difference).toBeCloseTo(50 / arms.mailed.length - 10 / arms.left.length, 10);
    expect(report.lift?.difference).toBeCloseTo(mailed?.lift?.difference ?? 0, 10);
  });

  it('speaks of money in the currency that was paid', () => {
    expect(report).toMatchObject({ currency: 'EUR', value: 5 * 3000, converted: 5 });
  });

  it('says in words what happened and what to do next', () => {
    expect(report.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['delivered', 'suppressed', 'next_non_responders']));
    expect(report.complete).toBe(true);
  });

  it.each<[ReportPeople, () => number]>([
    ['targeted', () => report.targeted],
    ['heldOut', () => report.heldOut],
    ['suppressed', () => 2],
    ['sent', () => report.sent],
    ['delivered', () => report.delivered],
    ['bounced', () => report.bounced],
    ['responded', () => report.responded],
    ['notResponded', () => report.delivered - report.responded],
    ['converted', () => report.converted],
  ])('opens the people behind %s, as many as it says', async (what, expected) => {
    const seen = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const page = await reports.reportPeople(journey, { day: DAY, what, ...(cursor === undefined ? {} : { cursor }) });
      for (const person of page.items) seen.add(person.id);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.size).toBe(expected());
  });

  it('opens the people of an arm, control people who responded too', async () => {
    const page = await reports.reportPeople(journey, { day: DAY, what: 'responded', nodeId: 'arms', armId: 'left' });
    expect(page.items.map(({ id }) => id).sort()).toEqual(arms.left.slice(0, 10).sort());
  });

  it('tells at each send who responded since the launch, by the same rule', async () => {
    const [node] = report.byNode;
    expect(await reports.responses(journey)).toEqual({ nodes: [{ id: 'mail', reached: node?.delivered, responded: node?.responded }] });
    expect(await reports.responses(journey, { version: 1 })).toEqual(await reports.responses(journey));
    expect(await reports.responses(journey, { version: 2 })).toEqual({ nodes: [] });
  });

  it('makes a list of the people behind a number', async () => {
    const ids: string[] = [];
    for await (const chunk of reports.customerIds({ journeyId: journey, day: DAY, what: 'suppressed', reason: 'no_consent' }))
      ids.push(...chunk);
    expect(ids.sort()).toEqual(arms.mailed.slice(0, 2).sort());
  });

  it('exports a row for each person, with what became of them', async () => {
    const rows: Record<string, string>[] = parse(await text(await reports.reportCsv(journey, { day: DAY })), { columns: true, bom: true });
    expect(rows).toHaveLength(report.targeted);
    expect(rows.filter((row) => row.result === 'held_out' && row.reason === 'holdout')).toHaveLength(report.heldOut);
    expect(rows.filter((row) => row.result === 'suppressed' && row.reason === 'no_consent')).toHaveLength(2);
    expect(rows.filter((row) => row.responded === '1' && row.delivered === '1')).toHaveLength(report.responded);
  });

  it('gives the people of a number as a file, all of them, and no formula among them', async () => {
    const [evil = ''] = arms.left;
    await database.query(`UPDATE customers SET attributes = '{"name": "=HYPERLINK(1)"}' WHERE id = $1`, [evil]);
    const query = { day: DAY, what: 'heldOut' as const };
    const rows: Record<string, string>[] = parse(await text(await reports.reportPeopleCsv(journey, { ...query, locale: 'en' })), {
      columns: true,
      bom: true,
    });
    expect(rows.map((row) => row.Customer)).toEqual([...arms.left].sort((a, b) => Number(a) - Number(b)));
    expect(rows.find((row) => row.Customer === evil)?.Name).toBe("'=HYPERLINK(1)");
    const sheet = unzipped(await buffer(await reports.reportPeopleXlsx(journey, { ...query, locale: 'zh-CN' }))).get(
      'xl/worksheets/sheet1.xml',
    );
    expect(sheet?.match(/<row>/g)).toHaveLength(arms.left.length + 1);
    expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(1)</t>');
    expect(sheet).toContain('客户编号');
  });

  it('gives the report as a workbook in the language that was asked for', async () => {
    const files = unzipped(await buffer(await reports.reportXlsx(journey, { day: DAY, locale: 'zh-CN' })));
    expect(files.get('xl/workbook.xml')).toMatch(/概要.*按节点.*按分组.*未发.*读数/);
    const [summary = '', , armSheet = '', suppressed = ''] = [1, 2, 3, 4].map((at) => files.get(`xl/worksheets/sheet${at}.xml`));
    expect(summary).toContain(`已送达</t></is></c><c><v>${report.delivered}</v>`);
    expect(armSheet).toContain(`<c><v>${arms.left.length}</v></c>`);
    expect(suppressed).toContain('没有授权</t></is></c><c><v>2</v>');
  });

  it('tells money in other currencies apart, at nodes and arms too', async () => {
    const [someone = ''] = arms.mailed.slice(4);
    await database.query(
      `INSERT INTO events (customer_id, id, name, occurred_at, received_at, value_minor, value_currency)
      SELECT $1, 'usd', 'purchase', occurred_at, received_at, 700, 'USD' FROM events WHERE customer_id = $1 AND id = 'p1'`,
      [someone],
    );
    const told = await reports.report(journey, { day: DAY });
    expect([told.currency, told.value, told.otherValue]).toEqual(['EUR', 5 * 3000, { USD: 700 }]);
    expect(told.byNode.map(({ otherValue }) => otherValue)).toEqual([{ USD: 700 }]);
    expect(told.byArm.map(({ otherValue }) => otherValue)).toEqual([{}, { USD: 700 }]);
    const rows: Record<string, string>[] = parse(await text(await reports.reportCsv(journey, { day: DAY })), { columns: true, bom: true });
    expect(rows.find(({ customer }) => customer === someone)).toMatchObject({
      valueMinor: '3000',
      currency: 'EUR',
      otherValueMinor: 'USD 700',
    });
  });

  it('lists the day, and is empty on another', async () => {
    const { items } = await reports.reportDays(journey);
    expect(items).toEqual([expect.objectContaining({ day: DAY, sent: sent(), heldOut: arms.left.length, suppressed: 2 })]);
    await expect(reports.report(journey, { day: '2027-02-01' })).resolves.toMatchObject({
      targeted: 0,
      lift: null,
      findings: [{ code: 'nobody_decided' }],
    });
  });

  it('tells one customer the way, the mail with its fate, and the events, newest first', async () => {
    const [someone = ''] = arms.mailed.slice(3);
    const { items } = await new Timeline(database).timeline(someone, {});
    expect(items.map(({ kind, node }) => node?.id ?? kind)).toEqual(
      expect.arrayContaining(['all', 'arms', 'mail', 'end', 'event', 'created']),
    );
    expect(items.map(({ at }) => at)).toEqual([...items.map(({ at }) => at)].sort().reverse());
    expect(items.find(({ kind }) => kind === 'message')).toMatchObject({ node: { id: 'mail' }, detail: { state: 'sent' } });
    expect(items.find(({ kind }) => kind === 'exited')?.detail).toEqual({ reason: 'completed' });
  });

  it('pages through a timeline without losing or repeating a line', async () => {
    const [someone = ''] = arms.mailed.slice(3);
    const timeline = new Timeline(database);
    const whole = (await timeline.timeline(someone, { limit: 500 })).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await timeline.timeline(someone, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(paged).toEqual(whole);
  });
});
