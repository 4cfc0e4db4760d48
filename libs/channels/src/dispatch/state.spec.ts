import { testDatabase } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, WORLD_BEGINS } from '../testing/world.js';
import { type Happening, MAX_ATTEMPTS, MESSAGE_STATES, type MessageState, nextOf, type Policy, type Standing } from './state.js';

const HAPPENINGS: readonly Happening[] = [
  { kind: 'claimed' },
  { kind: 'accepted', ref: null },
  { kind: 'delivered', ref: null },
  { kind: 'recipient_refused', error: '550' },
  { kind: 'refused', error: '554' },
  { kind: 'deferred', error: '451', retryAfterMs: null },
  { kind: 'lost', error: 'reset' },
  { kind: 'down', error: 'ECONNREFUSED', retryAfterMs: null },
  { kind: 'unrenderable', error: 'Liquid' },
  { kind: 'blocked', reason: 'exited' },
  { kind: 'released' },
  { kind: 'put_off', until: new Date(0), because: 'quiet_hours' },
  { kind: 'withdrawn', reason: 'stopped' },
  { kind: 'lease_expired' },
];

const ONCE: Policy = { repeatable: false };
const REPEATABLE: Policy = { repeatable: true };
const standing = (state: MessageState, parts: Partial<Standing> = {}): Standing => ({
  state,
  attempts: 0,
  handed: state !== 'queued',
  ...parts,
});
const stateAfter = (from: Standing, happening: Happening, policy = ONCE): string => {
  const change = nextOf(from, happening, policy);
  return change === null ? '·' : [change.state, change.reason].filter(Boolean).join(':');
};
const row = (from: Standing, policy = ONCE) =>
  Object.fromEntries(HAPPENINGS.map((happening) => [happening.kind, stateAfter(from, happening, policy)]));

describe('the life of a message', () => {
  it('waiting: it can be claimed or withdrawn, nothing else', () => {
    expect(row(standing('queued'))).toEqual({ ...row(standing('sent')), claimed: 'sending', withdrawn: 'cancelled:stopped' });
  });

  it('on its way over SMTP', () => {
    expect(row(standing('sending'))).toEqual({
      claimed: '·',
      accepted: 'sent',
      delivered: 'delivered',
      recipient_refused: 'bounced',
      refused: 'failed:provider_error',
      deferred: 'queued',
      lost: 'unknown',
      down: 'queued',
      unrenderable: 'failed:render_error',
      blocked: 'suppressed:exited',
      released: 'queued',
      put_off: 'queued',
      withdrawn: '·',
      lease_expired: 'unknown',
    });
  });

  it('on its way to a receiver that knows the key, or at least once: nothing becomes unknown', () => {
    expect(row(standing('sending'), REPEATABLE)).toEqual({ ...row(standing('sending')), lost: 'queued', lease_expired: 'queued' });
  });

  it('claimed and not yet on its way: it can be withdrawn, and goes back to wait when its worker dies', () => {
    const claimed = standing('sending', { handed: false });
    expect(row(claimed)).toEqual({ ...row(standing('sending')), withdrawn: 'cancelled:stopped', lease_expired: 'queued' });
  });

  it('unknown: only the worker that was slow can still say how it ended', () => {
    expect(row(standing('unknown'))).toEqual({ ...row(standing('sending')), withdrawn: '·', lease_expired: '·' });
  });

  it.each(['sent', 'delivered', 'bounced', 'suppressed', 'failed', 'cancelled'] as const)('%s: nothing happens any more', (state) => {
    expect(new Set(Object.values(row(standing(state))))).toEqual(new Set(['·']));
  });

  it('knows every state that the table knows', () => {
    expect(MESSAGE_STATES).toHaveLength(9);
  });
});

describe('attempts', () => {
  const deferred = (attempts: number, retryAfterMs: number | null = null) =>
    nextOf(standing('sending', { attempts }), { kind: 'deferred', error: '451', retryAfterMs }, ONCE);

  it('wait longer each time, and the last one fails', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, attempts) => deferred(attempts));
    expect(waits.map((change) => change?.delayMs)).toEqual([60_000, 300_000, 1_800_000, 7_200_000, null]);
    expect(waits.at(-1)).toMatchObject({ state: 'failed', reason: 'provider_error', attempts: MAX_ATTEMPTS });
  });

  it('wait at least as long as the provider asked', () => {
    expect(deferred(0, 600_000)?.delayMs).toBe(600_000);
    expect(deferred(3, 1_000)?.delayMs).toBe(7_200_000);
  });

  it.each([{ kind: 'down', error: '', retryAfterMs: null }, { kind: 'released' }] as const)('are not used up by $kind', (happening) => {
    expect(nextOf(standing('sending', { attempts: 2 }), happening, ONCE)).toMatchObject({ state: 'queued', attempts: 2 });
  });
});

describe('a message that is put off', () => {
  it('goes back to wait for its instant, with the reason and without an attempt', () => {
    const until = new Date('2027-03-02T03:00:00.000Z');
    const change = nextOf(standing('sending', { attempts: 1 }), { kind: 'put_off', until, because: 'quiet_hours' }, ONCE);
    expect(change).toEqual({ state: 'queued', reason: null, attempts: 1, delayMs: null, putOff: { until, because: 'quiet_hours' } });
  });
});

/** The set-based statement that recovers leases, beside the function: every case must come out the same. */
describe('what recoverLeases does in SQL', () => {
  const cases = [false, true].flatMap((handed) =>
    [0, 3, 4].flatMap((attempts) => (['once', 'at-least-once', 'webhook'] as const).map((kind) => ({ handed, attempts, kind }))),
  );

  it.each(cases)('is what the table says: handed $handed, $attempts attempts, $kind', async ({ handed, attempts, kind }) => {
    const { connectors, dispatcher } = world();
    const smtp = {
      kind: 'smtp' as const,
      name: 'M',
      settings: { host: 'localhost', port: 25, from: 'a@b.example', atLeastOnce: kind === 'at-least-once' },
    };
    const webhook = { kind: 'webhook' as const, name: 'W', settings: { url: 'https://hook.example/' } };
    const { id: connectorId } = await connectors.createConnector(kind === 'webhook' ? webhook : smtp);
    const journey = await layJourney(database, { connectorId, template: { subject: 'x', text: 'x' } });
    await layMessages(database, journey, 1, 1);
    await database.query(
      `UPDATE messages SET state = 'sending', lease_by = 'dead', lease_until = clock_timestamp() - interval '1 second', attempts = $2,
        handed_at = CASE WHEN $3 THEN $4::timestamptz END WHERE journey_id = $1`,
      [journey.journeyId, attempts, handed, WORLD_BEGINS],
    );
    await dispatcher.recoverLeases();
    const [found] = await database.query<object>(
      'SELECT state, reason, attempts, extract(epoch FROM not_before - $2)::double precision * 1000 AS wait FROM messages WHERE journey_id = $1',
      [journey.journeyId, WORLD_BEGINS],
    );
    const change = nextOf({ state: 'sending', attempts, handed }, { kind: 'lease_expired' }, { repeatable: kind !== 'once' });
    expect(found).toEqual({ state: change?.state, reason: change?.reason, attempts: change?.attempts, wait: change?.delayMs ?? 0 });
  });
});

const database = await testDatabase();
const world = () => {
  const clock = new StandingClock(WORLD_BEGINS);
  return openChannels(database, clock, {
    events: { appendEvents: async () => ({ batchId: null, accepted: 0, duplicates: 0 }), announce: async () => undefined },
  });
};
