import { type Contact, capWindow, fitUnderCaps, personZone, type SendStep, USUAL_PRIORITY } from '@wayfare/journey';
import { quietUntil } from '@wayfare/kernel';
import { type ClockPort, readSettings, type Sql } from '@wayfare/platform';
import { groupsBy } from '../group-by.js';
import type { Plans } from '../plans.js';
import { isEverQuiet, type Rules, rulesOf } from '../rules.js';
import { CONTACTS, ZONES } from './contact-rules.sql.js';
import type { GateMessage, Verdict } from './message-gate.js';

/** A message to a person, by the step that made it. */
interface Touch {
  readonly message: GateMessage;
  readonly step: SendStep;
  readonly rules: Rules;
  readonly zone: string;
  readonly priority: number;
}

interface ContactRow {
  readonly customerId: string;
  readonly key: string;
  readonly channel: string;
  readonly at: Date | null;
  /** Nobody has claimed it yet; it is due. */
  readonly isQueued: boolean;
  readonly priority: number;
}

/** Who meets another message of the same person on its way waits this long to see what becomes of it. */
const SEE_AGAIN_MS = 15_000;

const hasRules = ({ quiet, caps }: Rules): boolean => isEverQuiet(quiet) || caps.length > 0;

/** Quiet hours of whom nobody wanted to disturb when the message was decided on, and that a pause, a slow provider or a change of the rules has run into. */
const quietVerdict = ({ step, rules, zone }: Touch, now: Date): Verdict | null => {
  const until = step.ignoreQuietHours ? null : quietUntil(now, step.channel, zone, rules.quiet);
  return until && { until, because: 'quiet_hours' };
};

const capVerdict = ({ step, rules, zone }: Touch, contacts: readonly Contact[], now: Date): Verdict | null => {
  const fate = fitUnderCaps(step, { notBefore: now, deferredBy: null, zone, contacts }, rules.caps, rules.quiet);
  if (fate.state === 'suppressed') return fate.reason;
  return fate.notBefore > now ? { until: fate.notBefore, because: 'frequency_cap' } : null;
};

/**
 * Holds messages that are about to leave to the rules of contact (decision 007). This is where caps are kept to the letter: a message is claimed before it is asked
 * about, and counts the others of its person that are claimed at that moment, whoever holds them; so of two that are about to leave at once, none goes unseen.
 */
export class ContactRulesGate {
  constructor(
    private readonly clock: Pick<ClockPort, 'now'>,
    private readonly plans: Plans,
  ) {}

  /** Those that must not leave now, with what stands against them. */
  async heldBack(sql: Sql, messages: readonly GateMessage[]): Promise<ReadonlyMap<string, Verdict>> {
    const now = this.clock.now();
    const touches = await this.touchesOf(sql, messages);
    const verdicts = new Map<string, Verdict>();
    for (const touch of touches) {
      const verdict = quietVerdict(touch, now);
      if (verdict) verdicts.set(touch.message.key, verdict);
    }
    const awake = touches.filter(({ message, step }) => !verdicts.has(message.key) && !step.ignoreCaps);
    for (const [key, verdict] of await this.overCaps(sql, awake, now)) verdicts.set(key, verdict);
    return verdicts;
  }

  private async touchesOf(sql: Sql, messages: readonly GateMessage[]): Promise<Touch[]> {
    if (messages.length === 0) return [];
    const settings = await readSettings(sql);
    const versions = await this.plans.all(sql, [...new Set(messages.map(({ versionId }) => versionId))]);
    const rules = new Map([...versions].map(([id, version]) => [id, rulesOf(version, settings)]));
    const ruled = messages.filter(({ versionId }) => hasRules(rules.get(versionId) ?? { quiet: { hours: null, holidays: [] }, caps: [] }));
    if (ruled.length === 0) return [];
    const rows = await sql.query<{ id: string; zone: string }>(ZONES, [[...new Set(ruled.map(({ customerId }) => customerId))]]);
    const zones = new Map(rows.map(({ id, zone }) => [id, zone]));
    return ruled.flatMap((message) => {
      const version = versions.get(message.versionId);
      const step = version?.plan.steps[message.nodeId];
      const own = rules.get(message.versionId);
      if (!version || !own || step?.kind !== 'send') return [];
      const fallback = version.plan.settings.timeZone ?? settings.timeZone;
      const priority = version.plan.settings.priority ?? USUAL_PRIORITY;
      return [{ message, step, rules: own, priority, zone: personZone(zones.get(message.customerId) ?? null, fallback) }];
    });
  }

  private async overCaps(sql: Sql, touches: readonly Touch[], now: Date): Promise<Map<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    const capped = touches.filter(({ rules }) => rules.caps.length > 0).sort((one, other) => other.priority - one.priority);
    if (capped.length === 0) return verdicts;
    const widest = Math.max(...capped.flatMap(({ rules }) => rules.caps.map(capWindow)));
    const customers = [...new Set(capped.map(({ message }) => message.customerId))];
    const lowest = Math.min(...capped.map(({ priority }) => priority));
    const rows = await sql.query<ContactRow>(CONTACTS, [customers, new Date(now.getTime() - widest), now, lowest]);
    const byCustomer = groupsBy(rows, ({ customerId }) => customerId);
    const mine = new Set(capped.map(({ message }) => message.key));
    const allowed = new Map<string, Contact[]>();
    for (const touch of capped) {
      const { customerId, key } = touch.message;
      const others = (byCustomer.get(customerId) ?? []).filter(
        (row) => row.key !== key && (!row.isQueued || row.priority > touch.priority),
      );
      const before = allowed.get(customerId) ?? [];
      // what a journey of a higher priority is about to send has its place already
      const gone = others.flatMap(({ channel, at, isQueued }) => (at || isQueued ? [{ channel, at: at ?? now }] : []));
      // claimed by another run at this moment: it may leave before this one, or not at all
      const pending = others
        .filter((row) => row.at === null && !row.isQueued && !mine.has(row.key))
        .map(({ channel }) => ({ channel, at: now }));
      const settled = capVerdict(touch, [...gone, ...before], now);
      const verdict = settled ?? (capVerdict(touch, [...gone, ...before, ...pending], now) && seeAgain(now));
      if (verdict) verdicts.set(key, verdict);
      else allowed.set(customerId, [...before, { channel: touch.step.channel, at: now }]);
    }
    return verdicts;
  }
}

const seeAgain = (now: Date): Verdict => ({ until: new Date(now.getTime() + SEE_AGAIN_MS), because: 'frequency_cap' });
