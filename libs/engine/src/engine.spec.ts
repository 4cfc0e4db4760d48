import { audience, branch, draw, exit, send, splitBy, wait } from '@wayfare/journey/testing';
import { engineWorld } from './testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });

describe('a journey', () => {
  // all -> arms:a -> mail -> pause -> vip:yes -> end ; vip:else -> again -> end ; arms:b -> end
  it('takes people from the audience to the end', async () => {
    const [a, b, c, d] = await world.people(
      { attributes: { arm: 'a' }, tags: ['vip'] },
      { attributes: { arm: 'a' } },
      { attributes: { arm: 'b' } },
      { attributes: { arm: 'x' } },
    );
    const journey = await world.launch(
      draw(
        {
          all: audience(),
          arms: splitBy('arm', 'a', 'b'),
          mail: mail(),
          pause: wait('P2D'),
          vip: branch({ yes: { tag: 'vip' } }),
          again: mail(),
          end: exit(),
        },
        ['all -> arms:a -> mail -> pause -> vip:yes -> end', 'vip:else -> again -> end', 'arms:b -> end'],
      ),
    );
    expect(await world.counts(journey)).toEqual({
      all: '0/4',
      arms: '0/3',
      mail: '0/2',
      pause: '2/0',
      vip: '0/0',
      again: '0/0',
      end: '0/1',
    });
    await world.expectConservation();
    await world.advance('P2D');
    expect(await world.ways(journey)).toEqual({
      [a ?? '']: ['all > arms > mail > pause > vip > end (completed)'],
      [b ?? '']: ['all > arms > mail > pause > vip > again > end (completed)'],
      [c ?? '']: ['all > arms > end (completed)'],
      [d ?? '']: ['all > arms (unassigned)'],
    });
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'finished', entered: 4, inside: 0, exited: 4 });
    await world.expectConservation();
  });
});
