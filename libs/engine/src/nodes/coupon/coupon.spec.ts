import { Readable } from 'node:stream';
import { Coupons } from '@wayfare/channels';
import { audience, coupon, draw, eventEntry, exit, wait } from '@wayfare/journey/testing';
import { testDatabase } from '@wayfare/platform/testing';
import { engineWorld } from '../../testing.js';

const database = await testDatabase({ poolSize: 12 });
const world = await engineWorld({ database, cohortLimit: 10 });
const pools = new Coupons({ database, clock: world.clock });

const codes = async function* (...lines: readonly string[]) {
  yield Buffer.from(lines.join('\n'));
};
const pool = async (count: number, prefix = 'C'): Promise<string> => {
  const { id } = await pools.createCouponPool({ name: `${prefix} ${count}` });
  if (count > 0) await pools.addCouponCodes(id, Readable.from(codes(...Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`))));
  return id;
};
const inGroup = (group: string, count: number, person: object = {}) =>
  world.people(...Array.from({ length: count }, () => ({ attributes: { group }, ...person })));
const giving = (group: string, ...data: Parameters<typeof coupon>) =>
  draw(
    { all: audience({ condition: { attribute: 'group', is: 'eq', value: group } }), gift: coupon(...data), had: wait('P9D'), end: exit() },
    ['all -> gift:issued -> had -> end', 'gift:empty -> end'],
  );
const issued = (journeyId: string) =>
  database.query<{ id: string; code: string; poolId: string }>(
    'SELECT customer_id AS id, code, pool_id AS "poolId" FROM coupon_issues WHERE journey_id = $1 ORDER BY customer_id, code',
    [journeyId],
  );

describe('coupon', () => {
  it('hands out each code once, in the order of the file, and sends the last people the other way', async () => {
    const people = await inGroup('few', 25);
    const id = await pool(23);
    const journey = await world.launch(giving('few', id));
    expect(await world.counts(journey)).toMatchObject({ gift: '0/25', had: '23/0', end: '0/2' });
    const given = await issued(journey);
    expect(given.map(({ code }) => code).sort()).toEqual(Array.from({ length: 23 }, (_, at) => `C${at + 1}`).sort());
    // a cohort holds ten, and within it the first by their ids come first
    expect(given.slice(0, 10).map((one) => [one.id, one.code])).toEqual(people.slice(0, 10).map((person, at) => [person, `C${at + 1}`]));
    expect(await pools.couponPool(id)).toMatchObject({ total: 23, left: 0, issued: 23, isLow: true });
    await world.expectConservation(journey);
  });

  it('takes from the pool of the first tier that is meant for somebody, and from no other', async () => {
    const [plain, vip] = [await pool(5), await pool(1, 'V')];
    const [one = '', two = ''] = await inGroup('tiers', 2, { tags: ['vip'] });
    const [three = ''] = await inGroup('tiers', 1);
    const journey = await world.launch(giving('tiers', plain, { [vip]: { tag: 'vip' } }));
    expect(await world.ways(journey)).toEqual({
      [one]: ['all > gift > had'],
      [two]: ['all > gift > end (completed)'],
      [three]: ['all > gift > had'],
    });
    expect(await issued(journey)).toEqual([
      { id: one, code: 'V1', poolId: vip },
      { id: three, code: 'C1', poolId: plain },
    ]);
  });

  it('says until when a code is good, and which were redeemed or have expired', async () => {
    const [one = '', two = ''] = await inGroup('good', 2);
    const id = await pool(2);
    await pools.changeCouponPool(id, { redeem: { event: 'redeemed', property: 'code' } });
    await world.launch(giving('good', id, {}, 'P3D'));
    await world.receive(two, { name: 'redeemed', properties: { code: 'C1' } }, { name: 'redeemed', properties: { code: 'unknown' } });
    await world.settle();
    expect(await pools.couponPool(id)).toMatchObject({ issued: 2, redeemed: 1, expired: 0 });
    await world.advance('P4D');
    expect(await pools.couponPool(id)).toMatchObject({ issued: 2, redeemed: 1, expired: 1 });
    await world.engine.erase(one);
    expect(await pools.couponPool(id)).toMatchObject({ issued: 2, redeemed: 1, expired: 1 });
    expect(await database.query('SELECT 1 FROM coupon_issues WHERE customer_id = $1', [one])).toEqual([]);
  });

  it('forgets who had a code of somebody who is erased, and keeps it spent', async () => {
    const [one = ''] = await inGroup('gone', 1);
    const id = await pool(1);
    await world.launch(giving('gone', id));
    await world.engine.erase(one);
    expect(
      await database.query('SELECT customer_id AS id, journey_id AS journey, code FROM coupon_issues WHERE pool_id = $1', [id]),
    ).toEqual([{ id: '0', journey: null, code: 'C1' }]);
    expect(await pools.couponPool(id)).toMatchObject({ left: 0, issued: 1 });
  });

  it('gives nobody a second code of a step when an edit leads them to it again', async () => {
    await inGroup('again', 3);
    const id = await pool(10);
    const journey = await world.launch(giving('again', id));
    await world.journeys.saveDraft(journey, {
      graph: draw({ all: eventEntry('never'), gift: coupon(id), later: wait('P1D'), end: exit() }, [
        'all -> gift:issued -> later -> end',
        'gift:empty -> end',
      ]),
    });
    await world.journeys.launch(journey, { people: 'move', map: { had: 'gift' } });
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ gift: '0/6', later: '3/0' });
    expect(await pools.couponPool(id)).toMatchObject({ left: 7 });
  });

  it('is exact when many cohorts want the same pool at once', async () => {
    await inGroup('crowd', 200);
    const id = await pool(150);
    const { id: journey } = await world.journeys.createJourney({ name: 'crowd', graph: giving('crowd', id) });
    await world.journeys.launch(journey);
    // until nothing is left to be done, six workers take what there is
    for (let round = 0; round < 50; round += 1) {
      await world.engine.reconcile();
      await world.queues.drain(6);
    }
    expect(await world.counts(journey)).toMatchObject({ had: '150/0', end: '0/50' });
    const given = await issued(journey);
    expect([given.length, new Set(given.map(({ code }) => code)).size, new Set(given.map((one) => one.id)).size]).toEqual([150, 150, 150]);
    await world.expectConservation(journey);
  });
});
