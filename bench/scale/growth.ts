import type { Graph } from '@wayfare/journey';
import { audience, branch, draw, exit, send, wait } from '@wayfare/journey/testing';
import { WAIT_MS } from '../engine/journey.js';
import type { Passage } from '../engine/passage.js';

/**
 *   in ── wait ── lyon? ── lyon ── wait-a ─┐
 *                      └── else ── wait-b ─┴─ mail ── end
 */
const waveJourney = (templateId: string, wave: number): Graph =>
  draw(
    {
      in: audience({ condition: { attribute: 'wave', is: 'eq', value: wave } }),
      wait: wait('PT5M'),
      branch: branch({ lyon: { attribute: 'city', is: 'eq', value: 'Lyon' } }),
      'wait-a': wait('PT5M'),
      'wait-b': wait('PT5M'),
      mail: send({ templateId }),
      end: exit(),
    },
    ['in -> wait -> branch', 'branch:lyon -> wait-a -> mail -> end', 'branch:else -> wait-b -> mail'],
  );

export interface Wave {
  readonly journeyId: string;
  /** Coming in, the branch, and the mail to the outbox; the waits are jumped over and not counted. */
  readonly stages: readonly number[];
}

/** A wave of people comes in and goes to the end. */
export const goThrough = async (
  passage: Passage,
  { wave, people, templateId }: { wave: number; people: number; templateId: string },
  timed: <T>(what: string, work: () => Promise<T>) => Promise<{ value: T; seconds: number }>,
): Promise<Wave> => {
  const entering = await timed('  enter', async () => {
    const id = await passage.launch(`wave ${wave}`, waveJourney(templateId, wave));
    await passage.until(id, people, 'wait');
    return id;
  });
  const journeyId = entering.value;
  await passage.jump(WAIT_MS);
  const branching = await timed('  branch', () => passage.goOn(journeyId, people, 'wait-a', 'wait-b'));
  await passage.jump(WAIT_MS);
  const sending = await timed('  mail', () => passage.goOn(journeyId, people, 'end'));
  await passage.atRest();
  const live = await passage.journeys.live(journeyId);
  if (live.exited !== people) throw new Error(`${live.exited} of ${people} came to the end`);
  return { journeyId, stages: [entering.seconds, branching.seconds, sending.seconds] };
};
