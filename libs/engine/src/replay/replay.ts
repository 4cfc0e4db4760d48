import type { JourneyState, Replay } from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import { readSettings, type Sql } from '@wayfare/platform';
import { framesBetween, type Happened, type SentIn, tellFrames, type WayTaken } from './frames.js';
import { JOURNEY, SENT, SPAN, STEPS, VERSIONS, WAYS } from './replay.sql.js';

/** Time goes by in a journey as long as people can be in it. */
const goesOn = (state: JourneyState): boolean => state === 'running' || state === 'paused';

/** A journey told from its beginning, by day or hour of the workspace's zone: from its moves as they add up, not from the moves one by one (migration `replay`). */
export const readReplay = async (sql: Sql, id: string, now: Date): Promise<Replay> => {
  const [journey] = await sql.query<{ state: JourneyState }>(JOURNEY, [id]);
  if (!journey) throw notFound('journey', id);
  const { timeZone } = await readSettings(sql);
  const [span] = await sql.query<{ first: Date | null; last: Date | null }>(SPAN, [id]);
  if (!span?.first || !span.last) return { timeZone, step: 'day', steps: [], frames: [] };
  const frames = framesBetween(span.first, goesOn(journey.state) && now > span.last ? now : span.last, timeZone);
  const ways = await sql.query<WayTaken>(WAYS, [id, frames.starts]);
  const sent = await sql.query<SentIn>(SENT, [id, frames.starts]);
  const versions = await sql.query<Happened['versions'][number]>(VERSIONS, [id]);
  const steps = await sql.query<Replay['steps'][number]>(STEPS, [id]);
  return { timeZone, step: frames.step, steps, frames: tellFrames(frames, { ways, sent, versions }) };
};
