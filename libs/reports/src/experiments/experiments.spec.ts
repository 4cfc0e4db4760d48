import type { Experiment } from '@wayfare/contracts';
import { Customers, readCustomers } from '@wayfare/customers';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, eventEntry, exit, experiment, send } from '@wayfare/journey/testing';
import { Reports } from '../reports.js';
import { Timeline } from '../timeline/timeline.js';

const world = await engineWorld();
const { database, clock } = world;
const customers = new Customers({ database, clock });
const reports = new Reports({
  database,
  clock,
  customers: { byIds: (ids) => readCustomers(database, ids), customers: customers.customers.bind(customers) },
});

/*                       ┌─ b ── mail ─┐
 *  everybody ── test ───┤             ├─ end
 *  late ────────┘       └─ a (control)┘        who visits within two days has responded, who buys within a week converted  */
const drawing = (measure: 'response' | 'conversion') =>
  draw(
    {
      all: audience(),
      late: eventEntry('late'),
      test: experiment(
        { b: 2, a: 1 },
        { control: 'a', measure: { by: measure }, decide: { after: { people: 200 }, confidence: 0.95, otherwise: 'keep' } },
      ),
      mail: send({ templateId: world.workspace.mail }),
      end: exit(),
    },
    ['all -> test:b -> mail -> end', 'late -> test', 'test:a -> end'],
    { response: { event: 'visit', window: 'P2D' }, goal: { event: 'purchase', window: 'P7D', exitOnGoal: false } },
  );

const only = async (journey: string): Promise<Experiment> => {
  const [item] = (await reports.experiments(journey)).items;
  if (!item) throw new Error('no experiment');
  return item;
};

const do_ = (name: string, ids: readonly string[]) => world.receiveAll(ids.map((customerId) => ({ customerId, name })));

describe('an experiment in the reports', () => {
  it('says by whom it counts, how the arms differ and when it is decided; and agrees with the response report', async () => {
    const ids = await world.people(...Array.from({ length: 300 }, () => ({})));
    const journey = await world.launch(drawing('response'));
    const ways = await world.ways(journey);
    const armOf = (id: string) => (ways[id]?.[0]?.includes('mail') ? 'b' : 'a');
    const [a, b] = [ids.filter((id) => armOf(id) === 'a'), ids.filter((id) => armOf(id) === 'b')];
    expect(await only(journey)).toMatchObject({ state: 'running', people: 300, closed: 0, reference: 'a', sampleRatio: { ok: true } });
    await world.advance('PT1H');
    await do_('visit', [...a.slice(0, 5), ...b.slice(0, 60), ...b.slice(0, 60)]);
    await world.advance('P1D');
    const before = await only(journey);
    expect(before).toMatchObject({ state: 'running', closed: 0, decides: { people: 200, expectedAt: '2027-03-03T02:00:00.000Z' } });
    expect(before.arms.map(({ armId, hits, rate, difference }) => [armId, hits, rate, difference])).toEqual([
      ['b', 0, null, null],
      ['a', 0, null, null],
    ]);

    await world.advance('P1D');
    // whoever visits now is too late
    await do_('visit', a.slice(10, 20));
    await world.settle();
    const decided = await only(journey);
    expect(decided).toMatchObject({
      state: 'decided',
      window: 'P2D',
      event: 'visit',
      closed: 300,
      decision: { at: '2027-03-03T02:00:00.000Z', why: 'decided', armId: 'b', closed: 300, actor: null },
    });
    const [armB, armA] = decided.arms;
    expect(armB).toMatchObject({ people: b.length, closed: b.length, hits: 60, share: 1, control: false });
    expect(armA).toMatchObject({ people: a.length, closed: a.length, hits: 5, share: 0, control: true, difference: null });
    expect(armB?.probability).toBeGreaterThan(0.95);
    expect(armB?.difference?.difference).toBeCloseTo(60 / b.length - 5 / a.length, 12);

    const report = await reports.report(journey, { day: '2027-03-01' });
    expect(report.byArm.map(({ armId, people, responded, control }) => [armId, people, responded, control])).toEqual([
      ['a', a.length, 5, false],
      ['b', b.length, 60, false],
    ]);
    expect(report.byArm[1]?.lift?.difference).toBeCloseTo(armB?.difference?.difference ?? 0, 12);
    // the control of an experiment is an arm like the others
    expect(report.heldOut).toBe(0);

    await world.advance('PT1M');
    const [late = ''] = await world.people({});
    await do_('late', [late]);
    await world.settle();
    const { items } = await new Timeline(database).timeline(late, {});
    expect(items.find(({ node }) => node?.id === 'test')?.detail).toMatchObject({ experiment: { arm: 'b', share: 1 } });
    const early = await new Timeline(database).timeline(a[0] ?? '', {});
    expect(early.items.find(({ node }) => node?.id === 'test')?.detail).toMatchObject({
      experiment: { arm: 'a', share: expect.closeTo(1 / 3, 9) },
    });
  });

  it('counts conversions where it compares these', async () => {
    await world.people(...Array.from({ length: 20 }, () => ({ attributes: { round: 2 } })));
    const journey = await world.launch(drawing('conversion'));
    const { b } = { b: Object.entries(await world.ways(journey)).flatMap(([id, [way]]) => (way?.includes('mail') ? [id] : [])) };
    await do_('purchase', b.slice(0, 7));
    await world.advance('P8D');
    const told = await only(journey);
    expect(told).toMatchObject({ measure: 'conversion', event: 'purchase', window: 'P7D' });
    expect(told.arms.map(({ armId, hits }) => [armId, hits])).toEqual([
      ['b', 7],
      ['a', 0],
    ]);
  });

  it('is waited for where nobody has come, and is kept when an edit has replaced it', async () => {
    const graph = (weights: Record<string, number>) =>
      draw({ come: eventEntry('begin'), test: experiment(weights), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
        'come -> test:a -> mail -> end',
        ...Object.keys(weights).flatMap((id) => (id === 'a' ? [] : [`test:${id} -> end`])),
      ]);
    const journey = await world.launch(graph({ a: 1, b: 1 }));
    expect(await only(journey)).toMatchObject({ state: 'waiting', people: 0, begunAt: null, sampleRatio: null });
    const [one = ''] = await world.people({});
    await do_('begin', [one]);
    await world.settle();
    await world.journeys.saveDraft(journey, { graph: graph({ a: 1, b: 1, c: 1 }) });
    expect((await world.journeys.journeyChanges(journey)).experiments).toEqual([{ nodeId: 'test', name: 'test', people: 1, does: 'anew' }]);
    await world.journeys.launch(journey, { people: 'move', map: {} });
    await world.settle();
    expect((await reports.experiments(journey)).items.map(({ state, people, arms }) => [state, people, arms.length])).toEqual([
      ['waiting', 0, 3],
      ['replaced', 1, 2],
    ]);
  });
});
