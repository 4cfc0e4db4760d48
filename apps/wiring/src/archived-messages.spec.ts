import path from 'node:path';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, branch, draw, exit, send, wait } from '@wayfare/journey/testing';
import { Archives, createLogger } from '@wayfare/platform';
import { testFolder } from '@wayfare/platform/testing';
import { ARCHIVED_KINDS } from './archived-kinds.js';

/*
 *   all ── mail ── odd? ── yes ── end
 *                    └─── else ── year ── asked (was it sent?) ── after ── end
 */
const journey = (mail: string) =>
  draw(
    {
      all: audience(),
      mail: send({ templateId: mail }),
      odd: branch({ yes: { attribute: 'odd', is: 'eq', value: true } }),
      year: wait('P200D'),
      asked: branch({ yes: { message: { node: 'mail', result: 'sent' } } }),
      after: wait('P1D'),
      end: exit(),
    },
    ['all -> mail -> odd', 'odd:yes -> end', 'odd:else -> year -> asked', 'asked:yes -> after -> end', 'asked:else -> end'],
  );

describe.each([1, 2])('messages that are kept for three months, on %i shards', (shards) => {
  it('leave the database but for those of people who are still under way; every number stays as it was, also when they come back', async () => {
    const world = await engineWorld({ shards });
    const { database, clock } = world;
    await world.people(...Array.from({ length: 20 }, (_, n) => ({ attributes: { odd: n % 2 === 0 } })));
    const id = await world.launch(journey(world.workspace.mail));
    const archives = new Archives({
      database,
      clock,
      queues: { add: async () => undefined },
      logger: createLogger({ level: 'silent', name: 'test' }),
      folder: path.join(testFolder('messages'), 'kept'),
      kinds: ARCHIVED_KINDS,
      keptMonths: async () => ({ messages: 3 }),
    });
    const rows = async () => (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]?.n;
    const live = async () => {
      const { nodes, ...sums } = await world.journeys.live(id);
      return { sums, nodes };
    };
    await world.advance('P130D');
    const before = await live();
    await archives.run();
    expect(await rows()).toBe(10);
    expect((await archives.list()).map(({ month, rows: many, state }) => [month, many, state])).toEqual([['2027-03', 10, 'archived']]);
    expect(await live()).toEqual(before);
    await world.expectConservation();

    // who has waited is still found to have been sent to
    await world.advance('P70D');
    expect((await world.counts(id))['after']).toBe('10/0');
    await world.advance('P1D');
    await world.advance('P40D');
    await archives.run();
    expect(await rows()).toBe(0);
    await world.expectConservation();

    const files = await archives.list();
    expect(files.map(({ file }) => file).sort()).toEqual(['messages-2027-03-2.csv.gz', 'messages-2027-03.csv.gz']);
    for (const file of files) await archives.restore(file.id);
    await archives.run();
    expect(await rows()).toBe(20);
    await world.expectConservation();
    for (const file of files) await archives.letGo(file.id);
    await archives.run();
    expect(await rows()).toBe(0);
    await world.expectConservation();
  });
});
