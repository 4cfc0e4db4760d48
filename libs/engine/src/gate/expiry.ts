import { expiryOf, type SendStep } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import type { Plans } from '../plans.js';
import type { GateMessage } from './message-gate.js';

/** When messages were decided on. `$1` … `$5` their keys: customers, journeys, stays, nodes, passes; `$6` by what they are named */
const DECIDED_AT = `
  SELECT a.key, m.decided_at AS "decidedAt"
  FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::int[], $6::text[]) AS a (customer_id, journey_id, entry_no, node_id, pass, key)
  JOIN messages m ON m.customer_id = a.customer_id AND m.journey_id = a.journey_id AND m.entry_no = a.entry_no AND m.node_id = a.node_id AND m.pass = a.pass`;

/** Up to when each of these messages may leave; those that may at any time are not named. */
export const expiriesOf = async (sql: Sql, plans: Plans, messages: readonly GateMessage[]): Promise<ReadonlyMap<string, Date>> => {
  const versions = await plans.all(sql, [...new Set(messages.map(({ versionId }) => versionId))]);
  const steps = new Map<string, SendStep>();
  for (const { key, versionId, nodeId } of messages) {
    const step = versions.get(versionId)?.plan.steps[nodeId];
    if (step?.kind === 'send' && step.expires !== undefined) steps.set(key, step);
  }
  const asked = messages.filter(({ key }) => steps.has(key));
  if (asked.length === 0) return new Map();
  const rows = await sql.query<{ key: string; decidedAt: Date }>(DECIDED_AT, [
    asked.map(({ customerId }) => customerId),
    asked.map(({ journeyId }) => journeyId),
    asked.map(({ entryNo }) => entryNo),
    asked.map(({ nodeId }) => nodeId),
    asked.map(({ pass }) => pass),
    asked.map(({ key }) => key),
  ]);
  return new Map(
    rows.flatMap(({ key, decidedAt }) => {
      const step = steps.get(key);
      const expiry = step && expiryOf(step, decidedAt);
      return expiry ? [[key, expiry] as const] : [];
    }),
  );
};
