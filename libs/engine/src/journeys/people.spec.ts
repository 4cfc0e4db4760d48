import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';
import { nodePeopleSource } from './people.js';

const world = await engineWorld();

describe('the people behind a number on the canvas', () => {
  it('are the same on a page and as the query that a list is made from', async () => {
    const [reached = '', nameless = ''] = await world.people({}, { email: null });
    const mail = send({ templateId: world.workspace.mail });
    const journeyId = await world.launch(draw({ all: audience(), mail, pause: wait('P1D'), end: exit() }, ['all -> mail -> pause -> end']));
    const expected = {
      'pause here': [nameless, reached],
      'all passed': [nameless, reached],
      'mail sent': [reached],
      'mail suppressed': [nameless],
      'mail pending': [],
      'mail failed': [],
      'all heldOut': [],
      'all here': [],
    };
    const paged: Record<string, string[]> = {};
    const asked: Record<string, string[]> = {};
    for (const [node, what] of [
      ['pause', 'here'],
      ['all', 'passed'],
      ['mail', 'sent'],
      ['mail', 'suppressed'],
      ['mail', 'pending'],
      ['mail', 'failed'],
      ['all', 'heldOut'],
      ['all', 'here'],
    ] as const) {
      paged[`${node} ${what}`] = (await world.journeys.nodePeople(journeyId, { node, what })).items.map(({ id }) => id);
      const { text, parameters } = await nodePeopleSource.query(world.database, { journeyId, nodeId: node, what });
      const rows = await world.database.query<{ customer_id: string }>(text, parameters);
      asked[`${node} ${what}`] = [...new Set(rows.map((row) => row.customer_id))].sort((one, other) => Number(other) - Number(one));
    }
    expect(paged).toEqual(expected);
    expect(asked).toEqual(expected);
  });

  it('of no journey are refused', async () => {
    await expect(nodePeopleSource.query(world.database, { journeyId: '999', nodeId: 'all', what: 'here' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
