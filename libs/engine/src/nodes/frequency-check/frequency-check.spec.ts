import { audience, draw, exit, frequencyCheck, send, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../../testing.js';

const world = await engineWorld();
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const { mail } = world.workspace;

const mailTo = (group: string, ignoreCaps = false): Promise<string> =>
  world.launch(draw({ in: mine(group), mail: send({ templateId: mail, ignoreCaps }), end: exit() }, ['in -> mail -> end']));
/** Those who have had fewer than two e-mails in a day come to `few`, the others to `many`. */
const check = (group: string, data: Parameters<typeof frequencyCheck>[0] = {}): Promise<string> =>
  world.launch(
    draw(
      { in: mine(group), asked: frequencyCheck({ limit: 2, within: 'P1D', ...data }), few: wait('P30D'), many: wait('P30D'), end: exit() },
      ['in -> asked:under -> few -> end', 'asked:over -> many -> end'],
    ),
  );
const standing = (journey: string) =>
  world.database.query<{ node: string }>(
    `SELECT c.node_id AS node FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id WHERE e.journey_id = $1`,
    [journey],
  );

describe('a frequency check', () => {
  it('counts the messages of all journeys, those just at the limit as over it', async () => {
    await world.people({ attributes: { group: 'all' } });
    await mailTo('all');
    expect(await standing(await check('all'))).toEqual([{ node: 'few' }]);
    await mailTo('all');
    const journey = await check('all');
    expect(await standing(journey)).toEqual([{ node: 'many' }]);
    await world.expectConservation(journey);
  });

  it('forgets what lies further back than its window', async () => {
    await world.people({ attributes: { group: 'late' } });
    await mailTo('late');
    await mailTo('late');
    await world.advance('P1D');
    expect(await standing(await check('late'))).toEqual([{ node: 'few' }]);
    expect(await standing(await check('late', { within: 'P2D' }))).toEqual([{ node: 'many' }]);
  });

  it('counts neither other channels nor transactional messages', async () => {
    await world.people({ attributes: { group: 'some' } });
    await mailTo('some', true);
    await mailTo('some');
    expect(await standing(await check('some'))).toEqual([{ node: 'few' }]);
    expect(await standing(await check('some', { limit: 1, channel: 'sms' }))).toEqual([{ node: 'few' }]);
    expect(await standing(await check('some', { limit: 1, channel: 'email' }))).toEqual([{ node: 'many' }]);
  });
});
