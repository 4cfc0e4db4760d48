import type { Tx } from '@wayfare/platform';
import { MOST_VISITORS } from '../identity/holders.js';
import { readIdentityRules } from '../identity/rules.js';
import { SamePersonRule } from '../identity/same-person.js';
import { APART } from '../matching/match.sql.js';
import type { MergeFollower } from '../merging/follower.js';
import { mergePeople } from '../merging/merge.js';

/** Who has been seen at a device, with the kinds of what they are known by. `$1` device, `$2` how many at most */
const SEEN_AT = `
  SELECT c.id, c.external_id AS "externalId", (SELECT array_agg(DISTINCT o.kind) FROM identities o WHERE o.customer_id = c.id) AS kinds
  FROM identities i JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
  WHERE i.kind = 'device' AND i.value = $1 ORDER BY c.id LIMIT $2`;

interface Seen {
  readonly id: string;
  readonly externalId: string | null;
  readonly kinds: readonly string[];
}

/**
 * Whoever was at a device before anybody was recognised there becomes part of the only one who has been, at once and in the caller's transaction: what they were shown, were sent and did goes along, and the journeys they are in go on.
 * It is the look's own rule for visitors; where it does not hold (the device is shared, its kind says nothing, a message is just being handed over), nothing is done, and the look decides later.
 */
export const takeVisitors = async (tx: Tx, follower: MergeFollower, device: string, customerId: string, now: Date): Promise<void> => {
  const rules = await readIdentityRules(tx);
  const rule = new SamePersonRule(rules);
  if (!rules.automatic || rule.mostNamedOf('device') === 0) return;
  const seen = await tx.query<Seen>(SEEN_AT, [device, MOST_VISITORS + 2]);
  const isNamed = ({ externalId, kinds }: Seen): boolean => externalId !== null || kinds.some((kind) => rule.strong.has(kind));
  const others = seen.filter(({ id }) => id !== customerId);
  if (others.length === 0 || others.length > MOST_VISITORS || others.some(isNamed)) return;
  const ids = [customerId, ...others.map(({ id }) => id)];
  if ((await tx.query(APART, [ids])).length > 0) return;
  await mergePeople(tx, follower, [{ ids, keep: customerId, rule: 'visitor', cause: [{ kind: 'device', value: device }] }], now);
};
