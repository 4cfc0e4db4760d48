import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { actingAs } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { revisionOf } from './drafts.js';

const world = await engineWorld();
const { journeys } = world;
const graphWith = (duration: string) => draw({ all: audience(), pause: wait(duration), end: exit() }, ['all -> pause -> end']);

describe('a draft', () => {
  it('is kept as it was drawn, also unfinished', async () => {
    const graph = draw({ all: audience(), pause: wait('') }, []);
    const { id } = await journeys.createJourney({ name: 'half', graph });
    expect(await journeys.journey(id)).toMatchObject({ name: 'half', state: 'draft', version: null, revision: 1, graph, draftAhead: true });
    const { problems } = await journeys.validateJourney(id);
    expect(problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ nodeId: 'all', code: 'leads_nowhere', severity: 'error' })]),
    );
  });

  it('is not saved over a change that its author has not seen: they get that change instead', async () => {
    await world.database.query(
      `INSERT INTO users (email, name, role, locale, password_hash, created_at) VALUES ('li@wayfare.example', 'Li Na', 'manager', 'zh-CN', '', $1)`,
      [world.clock.now()],
    );
    const [user] = await world.database.query<{ id: string }>('SELECT id FROM users');
    const { id } = await journeys.createJourney({ name: 'shared', graph: graphWith('P1D') });
    await actingAs(`user:${user?.id}`, () => journeys.saveDraft(id, { graph: graphWith('P2D') }, '"1"'));
    await expect(journeys.saveDraft(id, { graph: graphWith('P3D') }, '"1"')).rejects.toMatchObject({
      code: 'draft_moved',
      status: 409,
      message: expect.stringContaining('Li Na'),
      detail: { body: { current: { revision: 2, draftBy: 'Li Na', graph: graphWith('P2D') } } },
    });
    expect(await journeys.saveDraft(id, { graph: graphWith('P3D') }, 'W/"2"')).toMatchObject({ revision: 3, graph: graphWith('P3D') });
  });

  it('of two saved at the same moment over one revision keeps one and tells the other', async () => {
    const { id } = await journeys.createJourney({ name: 'race' });
    const saved = await Promise.allSettled(
      ['P1D', 'P2D', 'P3D'].map((duration) => journeys.saveDraft(id, { graph: graphWith(duration) }, '"1"')),
    );
    expect(saved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await journeys.journey(id)).toMatchObject({ revision: 2 });
  });

  it('reads the revision of a header in any of its forms, and nothing else', () => {
    expect(['"7"', 'W/"7"', '7', ' "7" '].map(revisionOf)).toEqual([7, 7, 7, 7]);
    expect([undefined, '', '*', '"x"', '"7'.repeat(2)].map(revisionOf)).toEqual([null, null, null, null, null]);
  });
});

describe('the list of journeys', () => {
  it('gives the last changed first, by name, in pages, with what has become of people', async () => {
    const clean = await engineWorld();
    await clean.people({}, {}, { email: null });
    const mail = send({ templateId: clean.workspace.mail });
    const running = await clean.launch(draw({ all: audience(), mail, pause: wait('P1D'), end: exit() }, ['all -> mail -> pause -> end']));
    await clean.advance('PT1M');
    const { id: other } = await clean.journeys.createJourney({ name: '新客欢迎' });
    const page = await clean.journeys.journeys({ limit: 1 });
    expect(page.items).toEqual([expect.objectContaining({ id: other, name: '新客欢迎', state: 'draft', entered: 0, sent: 0 })]);
    const next = await clean.journeys.journeys({ limit: 1, cursor: page.next ?? '' });
    expect(next).toMatchObject({
      items: [{ id: running, state: 'running', entered: 3, inside: 3, exited: 0, sent: 2, draftAhead: false }],
      next: null,
    });
    expect((await clean.journeys.journeys({ query: '欢迎' })).items.map(({ id }) => id)).toEqual([other]);
    await expect(clean.journeys.journeys({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('leaves out what was put away, which is refused while people are inside', async () => {
    const { id } = await journeys.createJourney({ name: 'away' });
    await journeys.renameJourney(id, { name: 'gone' });
    await journeys.deleteJourney(id);
    await expect(journeys.journey(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await journeys.journeys({ query: 'gone' })).items).toEqual([]);
    await world.people({});
    const running = await world.launch(
      draw({ all: audience(), pause: wait('P1D'), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
        'all -> pause -> mail -> end',
      ]),
    );
    await expect(journeys.deleteJourney(running)).rejects.toMatchObject({ code: 'journey_running' });
  });
});
