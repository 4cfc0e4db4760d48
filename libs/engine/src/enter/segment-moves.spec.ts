import { Segments, SegmentsComputation } from '@wayfare/audiences';
import { Ingestion } from '@wayfare/customers';
import { computing } from '@wayfare/customers/testing';
import { draw, eventEntry, exit, wait, waitEvent } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

/** Everybody in a city, the engine around them, and the night in which segments are looked through. */
const worldWithSegments = async (shards: number) => {
  const world = await engineWorld({ shards });
  const { database, clock, queues } = world;
  const { settle } = computing({ database, clock, all: [new SegmentsComputation()], events: new Ingestion({ database, queues, clock }) });
  const lookThrough = async (): Promise<void> => {
    await settle();
    await world.settle();
  };
  return {
    ...{ world, lookThrough },
    segments: new Segments({ database, clock }),
    move: (id: string, city: string) =>
      database.query(`UPDATE customers SET attributes = jsonb_build_object('city', $2::text) WHERE id = $1`, [id, city]),
    /** Until the next night is over. */
    sleep: async (): Promise<void> => {
      await world.advance('P1D');
      await lookThrough();
    },
  };
};

describe.each([1, 4])('who comes into a segment, on %i shards', (shards) => {
  it('enters the journeys that begin by it, and leaves off waiting where they leave it again', async () => {
    const { world, segments, lookThrough, move, sleep } = await worldWithSegments(shards);
    const [first = '', second = '', third = ''] = await world.people(...['Lyon', 'Nice', 'Nice'].map((city) => ({ attributes: { city } })));
    const { id } = await segments.createSegment({ name: 'Lyon', condition: { attribute: 'city', is: 'eq', value: 'Lyon' } });
    const where = [{ property: 'segment', is: 'eq' as const, value: id }];
    const journey = await world.launch(
      draw(
        {
          come: eventEntry('customer.segment_entered', { where }),
          stays: waitEvent({ event: 'customer.segment_left', where }, 'P30D'),
          rest: wait('P9D'),
          end: exit(),
        },
        ['come -> stays:matched -> end', 'stays:timeout -> rest -> end'],
      ),
    );
    await lookThrough();
    expect(await world.counts(journey)).toMatchObject({ come: '0/0' });
    await move(second, 'Lyon');
    await sleep();
    expect(await world.counts(journey)).toMatchObject({ come: '0/1', stays: '1/0' });
    await move(second, 'Nice');
    await move(third, 'Lyon');
    await sleep();
    expect(await world.counts(journey)).toMatchObject({ come: '0/2', stays: '1/1' });
    // who was there when it began has never come
    expect(Object.keys(await world.ways(journey)).sort()).toEqual([second, third]);
    expect([first, second, third]).toEqual(['1', '2', '3']);
    await world.expectConservation(journey);
  }, 120_000);
});
