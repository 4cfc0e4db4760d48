import { randomBytes } from 'node:crypto';
import { Connectors } from '@wayfare/channels';
import { startSink } from '@wayfare/channels/testing';
import { VirtualTime } from '@wayfare/engine';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, send, split } from '@wayfare/journey/testing';
import { changeSettings, createLogger, readSettings, SecretsBox } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';
import { Readings } from '../readings/readings.js';
import { Reports } from '../reports.js';
import { MorningLinks } from './links.js';
import { MorningMails } from './mails.js';
import { MorningWork } from './morning.js';
import { Subscriptions } from './subscriptions.js';

// the world begins on Monday, 1 March 2027, at 10:00 in Shanghai
const DAY = '2027-03-01';

const world = await engineWorld();
const { database, clock } = world;
const sink = await startSink();
whenFileEnds(() => sink.close());
const logger = createLogger({ level: 'silent', name: 'test' });
const wall = { now: () => new Date() };
const connectors = new Connectors({
  ...{ database, clock, wall, allowPrivateAddresses: true },
  queues: world.queues,
  secrets: new SecretsBox(randomBytes(32)),
});
const links = new MorningLinks({ publicUrl: 'https://wayfare.example/', secret: randomBytes(32) });
const readings = new Readings({ database, clock });
const mails = new MorningMails({ database, clock, connectors, links });
const morning = new MorningWork({ database, clock, queues: world.queues, logger, readings, mails });
const subscriptions = new Subscriptions({ database, clock, links });
const reports = new Reports({
  database,
  clock,
  customers: { byIds: async () => [], customers: async () => ({ items: [], next: null }) },
});
const time = new VirtualTime({
  engine: world.engine,
  clock,
  // the job is carried out where it is announced: as if a worker were at hand
  other: { left: () => morning.left(), next: (until) => morning.next(until), announce: () => morning.run() },
  whileTheyWork: async () => {
    await world.queues.drain();
    await world.mailing.request();
  },
});
const advance = (duration: string) => time.advanceClock({ advance: duration });

const user = async (name: string, locale: string): Promise<{ userId: string }> => {
  const [row] = await database.query<{ userId: string }>(
    `INSERT INTO users (email, name, role, locale, password_hash, created_at) VALUES ($1 || '@team.example', $1, 'reviewer', $2, '', $3) RETURNING id AS "userId"`,
    [name, locale, clock.now()],
  );
  if (!row) throw new Error('no user');
  return row;
};
const readingsOf = (journey: string) =>
  database.query<{ reading: string; takenAt: Date; responded: number }>(
    `SELECT reading, taken_at AS "takenAt", (body->>'responded')::int AS responded FROM report_readings WHERE journey_id = $1 ORDER BY taken_at`,
    [journey],
  );
const mailTo = async (name: string) => Promise.all(sink.to(`${name}@team.example`).map((mail) => sink.read(mail)));

//  everybody ── arms ─┬─ mailed ── mail ── end
//                     └─ left ──────────── end      (control)
const drawing = () =>
  draw(
    { all: audience(), arms: split({ mailed: 1, left: 1 }, 'left'), mail: send({ templateId: world.workspace.mail }), end: exit() },
    ['all -> arms:mailed -> mail -> end', 'arms:left -> end'],
    { response: { event: 'visit', window: 'P5D' }, goal: { event: 'purchase', window: 'P5D', exitOnGoal: false } },
  );

describe('the morning after', () => {
  let journey: string;
  let people: string[];
  let anna: { userId: string };
  let ming: { userId: string };
  let late: { userId: string };

  beforeAll(async () => {
    await changeSettings(database, clock, { name: '<Tea & Co>' });
    await database.query(`UPDATE connectors SET is_default = false WHERE channel = 'email'`);
    await connectors.createConnector({
      kind: 'smtp',
      name: 'own',
      settings: { host: '127.0.0.1', port: sink.port, from: 'Wayfare <reports@wayfare.example>' },
      isDefault: true,
    });
    [anna, ming, late] = [await user('anna', 'en'), await user('ming', 'zh-CN'), await user('late', 'en')];
    people = await world.people(...Array.from({ length: 60 }, () => ({})));
    journey = await world.launch(drawing());
    await database.query(`UPDATE journeys SET name = '=Spring & <b>tea</b>' WHERE id = $1`, [journey]);
    await subscriptions.changeMorningMail(anna, { follow: journey });
    await subscriptions.changeMorningMail(ming, { all: true });
  });

  const visit = async (some: readonly string[]): Promise<void> => {
    await world.receiveAll(some.map((customerId) => ({ customerId, name: 'visit' })));
    await advance('PT0S');
  };

  it('promises the readings before they are due, and takes none of them', async () => {
    await advance('PT12H');
    await visit(people.slice(0, 20));
    const report = await reports.report(journey, { day: DAY });
    expect(report.readings).toEqual([]);
    expect(report.upcoming).toEqual([
      { reading: 'first', dueAt: '2027-03-02T01:00:00.000Z' },
      { reading: 'd3', dueAt: '2027-03-04T01:00:00.000Z' },
      { reading: 'd7', dueAt: '2027-03-08T01:00:00.000Z' },
    ]);
  });

  it('takes the first reading at the report time, also when the clock goes far beyond it', async () => {
    const before = await reports.report(journey, { day: DAY });
    await advance('P1DT12H');
    expect(await readingsOf(journey)).toEqual([
      { reading: 'first', takenAt: new Date('2027-03-02T01:00:00.000Z'), responded: before.responded },
    ]);
    expect(before.responded).toBeGreaterThan(0);
  });

  it('mails it once to each who follows it, in their language', async () => {
    const [[english, ...more], [chinese]] = [await mailTo('anna'), await mailTo('ming')];
    expect(more).toEqual([]);
    expect(english?.subject).toBe('Mon, Mar 1: =Spring & <b>tea</b> · morning report');
    expect(english?.text).toContain('responded');
    expect(english?.text).toContain(`https://wayfare.example/journeys/${journey}/report?day=${DAY}`);
    expect(english?.text).toMatch(/95% interval/);
    expect(english?.html).toContain('=Spring &amp; &lt;b&gt;tea&lt;/b&gt;');
    expect(english?.html).not.toContain('<b>tea</b>');
    expect(chinese?.text).toContain('次日报告');
    expect(chinese?.text).toMatch(/触达 \d+ 人/);
    expect(await mailTo('late')).toEqual([]);
  });

  it('carries a link by which its reader ends it with one click, and nobody else does', async () => {
    const [mail] = await mailTo('anna');
    const header = mail?.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const token = /\/u\/morning\/([^>]+)>/.exec(header)?.[1] ?? '';
    expect(mail?.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value).toBe('List-Unsubscribe=One-Click');
    expect(await subscriptions.endPage(token)).toEqual({ address: 'a***@team.example', workspace: '<Tea & Co>', isEnded: false });
    await expect(subscriptions.end(`${token}x`)).rejects.toMatchObject({ code: 'link_unknown' });
    await subscriptions.end(token);
    expect(await subscriptions.morningMail(anna)).toMatchObject({ all: false, journeys: [] });
    expect(await subscriptions.morningMail(ming)).toMatchObject({ all: true, at: '09:00' });
  });

  it('keeps the first reading beside the later ones, which see more', async () => {
    await visit(people);
    await advance('P10D');
    const [first, d3, d7, ...more] = await readingsOf(journey);
    expect([first?.reading, d3?.reading, d7?.reading, more]).toEqual(['first', 'd3', 'd7', []]);
    expect(d3?.takenAt).toEqual(new Date('2027-03-04T01:00:00.000Z'));
    expect(d7?.takenAt).toEqual(new Date('2027-03-08T01:00:00.000Z'));
    expect(d3?.responded).toBeGreaterThan(first?.responded ?? 0);
    const report = await reports.report(journey, { day: DAY });
    expect(report.readings.map(({ reading, responded }) => [reading, responded])).toEqual([
      ['first', first?.responded],
      ['d3', d3?.responded],
      ['d7', report.responded],
    ]);
    expect(report.upcoming).toEqual([]);
  });

  it('sends no mail about days on which nothing was sent', async () => {
    expect(sink.mails).toHaveLength(2);
  });

  describe('on another day', () => {
    let again: string;
    let sentBefore: number;

    beforeAll(async () => {
      await world.people(...Array.from({ length: 10 }, () => ({})));
      again = await world.launch(drawing());
      sentBefore = sink.mails.length;
    });

    it('takes each reading once, however many workers are at it', async () => {
      clock.moveTo(new Date(clock.now().getTime() + 86_400_000));
      const settings = await readSettings(database);
      const due = await readings.due(settings);
      expect(due).toEqual([expect.objectContaining({ journeyId: again, reading: 'first' })]);
      await Promise.all(
        Array.from({ length: 6 }, () => readings.take(due[0] ?? { journeyId: '', day: '', reading: 'first', dueAt: new Date() })),
      );
      expect(await readingsOf(again)).toHaveLength(1);
      expect(await readings.due(settings)).toEqual([]);
    });

    it('does not mail whoever began to follow after the morning', async () => {
      await subscriptions.changeMorningMail(late, { all: true });
      expect((await mails.due(await readSettings(database))).map(({ userId }) => userId)).toEqual([ming.userId]);
    });

    it('tries again where the mail certainly did not leave, and not where it may have', async () => {
      sink.behave(() => ({ at: 'rcpt', code: 451 }));
      await morning.run();
      expect(
        await database.query('SELECT state, attempts FROM report_mails WHERE user_id = $1 ORDER BY day DESC LIMIT 1', [ming.userId]),
      ).toEqual([{ state: 'waiting', attempts: 1 }]);
      await morning.run();
      expect(sink.mails).toHaveLength(sentBefore);
      sink.behave(() => ({ drop: 'after-data' }));
      clock.moveTo(new Date(clock.now().getTime() + 11 * 60_000));
      await morning.run();
      expect(
        await database.query('SELECT state, attempts FROM report_mails WHERE user_id = $1 ORDER BY day DESC LIMIT 1', [ming.userId]),
      ).toEqual([{ state: 'unknown', attempts: 2 }]);
      clock.moveTo(new Date(clock.now().getTime() + 60 * 60_000));
      sink.behave(() => 'accept');
      await Promise.all([morning.run(), morning.run()]);
      expect(sink.mails).toHaveLength(sentBefore + 1);
    });

    it('never sends again what a worker was sending when it died', async () => {
      await database.query(`UPDATE report_mails SET state = 'sending' WHERE user_id = $1`, [ming.userId]);
      await morning.run();
      expect(await database.query('SELECT DISTINCT state FROM report_mails WHERE user_id = $1', [ming.userId])).toEqual([
        { state: 'unknown' },
      ]);
      expect(sink.mails).toHaveLength(sentBefore + 1);
    });
  });

  it('tells its last reading of a day that has been archived, not what is left to count', async () => {
    const before = await reports.report(journey, { day: DAY });
    await database.query(`
      INSERT INTO archives (kind, month, file, row_count, bytes, sha256, written_at) VALUES ('responses', '2027-03-01', 'responses-2027-03.csv.gz', 1, 1, '', 'epoch')`);
    await database.query(`DELETE FROM events WHERE name = 'visit'`);
    const after = await reports.report(journey, { day: DAY });
    const d7 = after.readings.at(-1);
    expect([after.responded, after.sent, after.countedAt]).toEqual([d7?.responded, before.sent, d7?.takenAt]);
    expect(after.responded).toBeGreaterThan(0);
    await database.query('DELETE FROM messages');
    const days = await reports.reportDays(journey);
    expect(days.items.filter(({ day }) => day === DAY)).toEqual([
      { journeyId: journey, journeyName: expect.any(String), day: DAY, sent: before.sent, suppressed: 0, heldOut: before.heldOut },
    ]);
  });
});
