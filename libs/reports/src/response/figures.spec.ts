import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, send } from '@wayfare/journey/testing';
import { ask } from '../bind.js';
import { subjectOf } from '../subject.js';
import { figuresSql, NODES_SQL } from './figures.sql.js';
import { askedOf, questionOf } from './question.js';
import { type Figures, figuresOf, type Parts } from './rows.js';

const world = await engineWorld();
const { database } = world;
const mail = () => send({ templateId: world.workspace.mail });

const RESPOND = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at)
  SELECT m.customer_id, m.id, k.kind, '', m.journey_id, m.decided_at + interval '1 minute'
  FROM messages m JOIN (VALUES ('open', 2), ('click', 3), ('unsubscribe', 5)) AS k (kind, one_in) ON m.customer_id % k.one_in = 0
  WHERE m.journey_id = $1 AND m.state = 'sent'`;

const figures = async (journeyId: string, hasOneNode: boolean): Promise<Figures> => {
  const { plan } = await subjectOf(database, journeyId);
  const asked = askedOf(questionOf(journeyId, '2027-03-01', 'UTC', plan));
  const sql = figuresSql({ hasControlArm: false, hasOneNode }, asked);
  const [parts] = await ask<Parts>(database, sql, { ...asked.values, controlSplits: [] });
  if (!parts) throw new Error('no figures');
  return figuresOf(parts);
};
const nodesOf = async (journey: string): Promise<number | undefined> =>
  (await ask<{ nodes: number }>(database, NODES_SQL, { journey }))[0]?.nodes;

describe('the figures of a journey', () => {
  beforeAll(() => world.people(...Array.from({ length: 30 }, (_, at) => (at % 7 === 0 ? { email: null } : {}))));

  it('that has sent at one node are the same, whether or not it is known that it is one', async () => {
    const journeyId = await world.launch(draw({ all: audience(), mail: mail(), end: exit() }, ['all -> mail -> end']));
    await database.query(RESPOND, [journeyId]);
    expect(await nodesOf(journeyId)).toBe(1);
    const known = await figures(journeyId, true);
    expect(known).toEqual(await figures(journeyId, false));
    const [all, atMail] = known.funnel;
    expect(all).toMatchObject({ nodeId: '', touched: 30, delivered: 25, suppressed: { unreachable: 5 } });
    expect({ ...atMail, nodeId: '' }).toEqual(all);
    expect([all?.opened, all?.clicked, all?.responded].every((count) => (count ?? 0) > 0)).toBe(true);
  });

  it('that has sent at two count a person at each, and once over all', async () => {
    const journeyId = await world.launch(draw({ all: audience(), one: mail(), two: mail(), end: exit() }, ['all -> one -> two -> end']));
    await database.query(RESPOND, [journeyId]);
    expect(await nodesOf(journeyId)).toBe(2);
    const { funnel } = await figures(journeyId, false);
    expect(funnel.map(({ nodeId, touched, delivered }) => [nodeId, touched, delivered])).toEqual([
      ['', 30, 25],
      ['one', 30, 25],
      ['two', 30, 25],
    ]);
  });
});
