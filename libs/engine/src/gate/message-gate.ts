import type { Deferral, Reason } from '@wayfare/kernel';
import type { ClockPort, Sql } from '@wayfare/platform';
import { Plans } from '../plans.js';
import { ContactRulesGate } from './contact-rules.js';
import { expiriesOf } from './expiry.js';

/** A message that is about to leave the house. */
export interface GateMessage {
  readonly key: string;
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
  readonly nodeId: string;
  readonly pass: number;
  readonly versionId: string;
}

/** May leave, but not before an instant. */
export interface PutOff {
  readonly until: Date;
  readonly because: Deferral;
}

/** `released`: not now, it goes back to wait. */
export type Verdict = Reason | 'released' | PutOff;

interface State {
  readonly key: string;
  readonly state: string;
  readonly left: boolean;
}

const STATES = `
  SELECT m.key, j.state, e.left_at IS NOT NULL AS left
  FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::int[]) AS m (key, customer_id, journey_id, entry_no)
  JOIN journeys j ON j.id = m.journey_id
  JOIN enrollments e ON e.customer_id = m.customer_id AND e.journey_id = m.journey_id AND e.entry_no = m.entry_no
  WHERE e.left_at IS NOT NULL OR j.state IN ('paused', 'stopped')`;

const verdictOn = ({ state, left }: State): Verdict => {
  if (left) return 'exited';
  return state === 'stopped' ? 'stopped' : 'released';
};

const isLater = (verdict: Verdict, than: Date): boolean => typeof verdict === 'object' && verdict.until > than;

/**
 * Asked by the dispatcher just before messages leave (engine.md, rule 6): who left their journey before its end gets nothing more of it, a stopped journey sends
 * nothing, a paused one sends later. Who came to the end gets what was decided on the way. What has expired does not leave any more, and what
 * may is held to the rules of contact once more; a message that these would put off until it has expired is given up at once.
 */
export class MessageGate {
  private readonly contact: ContactRulesGate;
  private readonly clock: Pick<ClockPort, 'now'>;
  private readonly plans = new Plans();

  constructor({ clock }: { readonly clock: Pick<ClockPort, 'now'> }) {
    this.clock = clock;
    this.contact = new ContactRulesGate(clock, this.plans);
  }

  async blocked(sql: Sql, messages: readonly GateMessage[]): Promise<ReadonlyMap<string, Verdict>> {
    const rows = await sql.query<State>(STATES, [
      messages.map(({ key }) => key),
      messages.map(({ customerId }) => customerId),
      messages.map(({ journeyId }) => journeyId),
      messages.map(({ entryNo }) => entryNo),
    ]);
    const verdicts = new Map<string, Verdict>(rows.map((row) => [row.key, verdictOn(row)]));
    const free = messages.filter(({ key }) => !verdicts.has(key));
    const expiries = await expiriesOf(sql, this.plans, free);
    const now = this.clock.now();
    for (const [key, expiry] of expiries) if (now > expiry) verdicts.set(key, 'expired');
    const inTime = free.filter(({ key }) => !verdicts.has(key));
    for (const [key, verdict] of await this.contact.heldBack(sql, inTime)) {
      const expiry = expiries.get(key);
      verdicts.set(key, expiry && isLater(verdict, expiry) ? 'expired' : verdict);
    }
    return verdicts;
  }
}
