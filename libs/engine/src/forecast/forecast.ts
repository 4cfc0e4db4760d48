import type { ForecastResult } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Database, pricesIn, readSettings, type Tx, type WorkspaceSettings } from '@wayfare/platform';
import { assumptionsOf } from './assumptions.js';
import { expectedResponses, type PastSend } from './expectation.js';
import { type Outcome, outcomeOf, readTraces, type Traces } from './outcome.js';
import { CUSTOMERS_ABOUT, HISTORY } from './outcome.sql.js';
import { type Rehearsed, rehearse } from './rehearsal.js';
import { handsOutCoupons } from './shadow.js';
import { undone } from './undone.js';

/** Sends of the last half year count, once they have had three days to be answered. */
const HISTORY_FROM = 'P180D';
const HISTORY_TO = 'P3D';
/** One statement of the rehearsal takes longer than this only when something is wrong. */
const LONGEST_STATEMENT_MS = 120_000;
/** So many customers are worth a second connection. */
const WORTH_SHARING = 50_000;
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

/** The tables are big, and they are gone in a moment: memory for them, and no statement that never ends. */
const LIMITS = `SELECT set_config('statement_timeout', $1, true), set_config('work_mem', '64MB', true)`;
/** PostgreSQL takes this only before a connection's first temporary table; on one that has had another the forecast is slower, not wrong. */
const TEMPORARY = `
  DO $$ BEGIN PERFORM set_config('temp_buffers', '${MEMORY}', true); EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$`;

const playShare = async (tx: Tx, play: Rehearsed, zone: string): Promise<Traces> => {
  await tx.query(LIMITS, [String(LONGEST_STATEMENT_MS)]);
  await tx.query(TEMPORARY);
  await rehearse(tx, play);
  return readTraces(tx, zone, play.until);
};

/** Whether people can be played apart: not where a limit counts them together, and not where they are so few that it gains nothing. */
const shouldShare = async (tx: Tx, plan: Plan, worthSharing: number): Promise<boolean> => {
  if (plan.settings.entryCap || plan.settings.blastGuard || handsOutCoupons(plan)) return false;
  const [table] = await tx.query<{ rows: number }>(CUSTOMERS_ABOUT);
  return (table?.rows ?? 0) >= worthSharing;
};

/** The two halves of the people at once, on one snapshot: each has a connection, and with it a core, of its own. */
const playHalves = async (database: Database, tx: Tx, play: Rehearsed, zone: string): Promise<readonly Traces[]> => {
  const [snapshot] = await tx.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  const progress = [0, 0];
  const half = (rest: number): Rehearsed => ({
    ...play,
    share: { of: 2, rest },
    watch: async (share) => {
      progress[rest] = share;
      await play.watch(progress.reduce((sum, each) => sum + each, 0) / progress.length);
    },
  });
  const other = undone(database, async (own) => {
    await own.query(`SET TRANSACTION SNAPSHOT '${snapshot?.id ?? ''}'`);
    return playShare(own, half(1), zone);
  });
  const ends = await Promise.allSettled([playShare(tx, half(0), zone), other]);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
};

/** What would come of a journey if it were launched: played through on one snapshot of the real tables, in transactions that are always undone. */
export const forecast = (database: Database, play: Rehearsed, worthSharing = WORTH_SHARING): Promise<ForecastResult> =>
  undone(database, async (tx) => {
    await tx.query(ONE_AT_A_TIME);
    const settings = await readSettings(tx);
    const zone = play.plan.settings.timeZone ?? settings.timeZone;
    const past = await pastOf(tx, play.plan, play.now);
    const traces = (await shouldShare(tx, play.plan, worthSharing))
      ? await playHalves(database, tx, play, zone)
      : [await playShare(tx, play, zone)];
    const outcome = outcomeOf(play.plan, traces);
    return {
      ...outcome,
      from: play.now.toISOString(),
      until: play.until.toISOString(),
      zone,
      channels: judge(outcome, past, settings),
      assumptions: assumptionsOf(play.plan),
    };
  });
