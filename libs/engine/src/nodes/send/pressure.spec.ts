import { audience, draw, exit, send } from '@wayfare/journey/testing';
import type { ContactRules } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../../testing.js';

const world = await engineWorld();
const rules = (some: Partial<ContactRules>) => changeSettings(world.database, world.clock, { extra: some });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const mailTo = (group: string, data: Parameters<typeof send>[0] = {}): Promise<string> =>
  world.launch(draw({ in: mine(group), mail: send({ templateId: world.workspace.mail, ...data }), end: exit() }, ['in -> mail -> end']));
const fates = (journey: string) =>
  world.database.query<{ state: string; reason: string | null; deferredBy: string | null; hours: number }>(
    `SELECT state, reason, deferred_by AS "deferredBy", round(extract(epoch FROM not_before - decided_at) / 3600)::int AS hours
     FROM messages WHERE journey_id = $1 ORDER BY customer_id`,
    [journey],
  );

describe('frequency caps', () => {
  it('put a message off that another journey leaves no room for, and let it leave when there is room', async () => {
    await rules({ caps: [{ per: 'day', max: 1 }] });
    await world.people({ attributes: { group: 'twice' } });
    await mailTo('twice');
    await world.advance('PT4H');
    const second = await mailTo('twice');
    expect(await fates(second)).toEqual([{ state: 'queued', reason: null, deferredBy: 'frequency_cap', hours: 20 }]);
    const third = await mailTo('twice');
    expect(await fates(third)).toEqual([{ state: 'queued', reason: null, deferredBy: 'frequency_cap', hours: 44 }]);
    await world.advance('PT20H');
    expect((await fates(second)).map(({ state }) => state)).toEqual(['sent']);
    expect((await fates(third)).map(({ state }) => state)).toEqual(['queued']);
  });

  it('skip it where they say so, with the reason', async () => {
    await rules({ caps: [{ per: 'week', max: 1, over: 'skip' }] });
    const people = [{ attributes: { group: 'skip' } }, { attributes: { group: 'skip' } }];
    await world.people(...people);
    await mailTo('skip');
    const second = await mailTo('skip');
    expect(await fates(second)).toEqual([
      { state: 'suppressed', reason: 'frequency_cap', deferredBy: null, hours: 0 },
      { state: 'suppressed', reason: 'frequency_cap', deferredBy: null, hours: 0 },
    ]);
    await world.expectConservation(second);
  });

  it('neither hold nor count transactional messages', async () => {
    await rules({ caps: [{ per: 'day', max: 1, over: 'skip' }] });
    await world.people({ attributes: { group: 'order' } });
    expect(await fates(await mailTo('order', { ignoreCaps: true }))).toMatchObject([{ state: 'sent' }]);
    expect(await fates(await mailTo('order'))).toMatchObject([{ state: 'sent' }]);
    expect(await fates(await mailTo('order', { ignoreCaps: true }))).toMatchObject([{ state: 'sent' }]);
    expect(await fates(await mailTo('order'))).toMatchObject([{ state: 'suppressed', reason: 'frequency_cap' }]);
  });

  it('count what was never sent for nothing', async () => {
    await rules({ caps: [{ per: 'day', max: 1, over: 'skip' }] });
    await world.people({ attributes: { group: 'unsent' }, consent: {} });
    const first = await mailTo('unsent');
    expect(await fates(first)).toMatchObject([{ state: 'suppressed', reason: 'no_consent' }]);
    await world.database.query(`UPDATE consents SET granted = true WHERE customer_id = (SELECT max(id) FROM customers)`);
    await world.database.query(
      `INSERT INTO consents (customer_id, channel, granted, source, changed_at) SELECT max(id), 'email', true, 'test', $1 FROM customers ON CONFLICT DO NOTHING`,
      [world.clock.now()],
    );
    expect(await fates(await mailTo('unsent'))).toMatchObject([{ state: 'sent' }]);
  });
});

describe('the global holdout', () => {
  it('leaves the same people alone in every journey', async () => {
    await rules({ globalHoldout: 0.3 });
    await world.people(...Array.from({ length: 60 }, () => ({ attributes: { group: 'global' } })));
    const heldOut = async (journey: string) =>
      (
        await world.database.query<{ id: string }>(
          `SELECT e.customer_id AS id FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
           WHERE e.journey_id = $1 AND c.exit_reason = 'holdout' ORDER BY 1`,
          [journey],
        )
      ).map(({ id }) => id);
    const first = await heldOut(await mailTo('global'));
    expect(first.length).toBeGreaterThan(5);
    expect(first.length).toBeLessThan(40);
    expect(await heldOut(await mailTo('global'))).toEqual(first);
  });
});
