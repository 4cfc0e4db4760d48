import type { ForecastResult } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Database, pricesIn, readSettings, type Tx, type WorkspaceSettings } from '@wayfare/platform';
import { assumptionsOf } from './assumptions.js';
import { expectedResponses, type PastSend } from './expectation.js';
import { type Outcome, readOutcome } from './outcome.js';
import { HISTORY } from './outcome.sql.js';
import { type Rehearsed, rehearse } from './rehearsal.js';
import { undone } from './undone.js';

/** Sends of the last half year count, once they have had three days to be answered. */
const HISTORY_FROM = 'P180D';
const HISTORY_TO = 'P3D';
/** One statement of the rehearsal takes longer than this only when something is wrong. */
const LONGEST_STATEMENT_MS = 120_000;
/** Two at once would slow each other and everything else: the second waits for the first. */
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtext('wayfare forecast'))`;
/** Memory for the rehearsal's tables, so that a small forecast touches no disk. */
const MEMORY = '256MB';

type PastSends = ReadonlyMap<string, readonly PastSend[]>;

const channelsOf = (plan: Plan): string[] => [
  ...new Set(Object.values(plan.steps).flatMap((step) => (step.kind === 'send' ? [step.channel] : []))),
];

/** What was answered before, by channel. A journey that counts something else as a response has no such history. */
const pastOf = async (tx: Tx, plan: Plan, now: Date): Promise<PastSends> => {
  if (plan.settings.response.match !== null) return new Map();
  const channels = channelsOf(plan);
  const window = [addDuration(now, HISTORY_FROM, -1), addDuration(now, HISTORY_TO, -1)];
  const rows = channels.length === 0 ? [] : await tx.query<PastSend & { channel: string }>(HISTORY, [channels, ...window]);
  return new Map(channels.map((channel) => [channel, rows.filter((row) => row.channel === channel)]));
};

const costOf = (settings: WorkspaceSettings, channel: string, messages: number): ForecastResult['channels'][number]['cost'] => {
  const price = pricesIn(settings)[channel];
  return price === undefined ? null : { amount: Math.round(price * messages), currency: settings.currency };
};

const judge = (outcome: Outcome, past: PastSends, settings: WorkspaceSettings): ForecastResult['channels'] =>
  outcome.channels.map((channel) => ({
    ...channel,
    responses: expectedResponses(past.get(channel.channel) ?? [], channel.messages),
    cost: costOf(settings, channel.channel, channel.messages),
  }));

const workOut = async (tx: Tx, play: Rehearsed): Promise<ForecastResult> => {
  await tx.query(ONE_AT_A_TIME);
  await tx.query(`SELECT set_config('statement_timeout', $1, true), set_config('temp_buffers', $2, true)`, [
    String(LONGEST_STATEMENT_MS),
    MEMORY,
  ]);
  const settings = await readSettings(tx);
  const past = await pastOf(tx, play.plan, play.now);
  await rehearse(tx, play);
  const zone = play.plan.settings.timeZone ?? settings.timeZone;
  const outcome = await readOutcome(tx, play.plan, zone, play.until);
  return {
    ...outcome,
    from: play.now.toISOString(),
    until: play.until.toISOString(),
    zone,
    channels: judge(outcome, past, settings),
    assumptions: assumptionsOf(play.plan),
  };
};

/** What would come of a journey if it were launched: played through on one snapshot of the real tables, in a transaction that is always undone. */
export const forecast = (database: Database, play: Rehearsed): Promise<ForecastResult> => undone(database, (tx) => workOut(tx, play));
