import type { ReportPeople } from '@wayfare/contracts';
import { FATE_SQL } from './figures.sql.js';
import { ASSIGNED_SQL, HELD_OUT_SQL, outcomesSql, touchedSql } from './populations.sql.js';
import type { Asked } from './question.js';

/** Which people a number of the report stands for; `node` is a send node, or with `arm` the split node. */
export interface PeopleFilter {
  readonly what: ReportPeople;
  readonly nodeId: string | null;
  readonly armId: string | null;
  readonly reason: string | null;
}

/** Who of the touched people belongs to each number; held-out people come from their own query. */
const OF_TOUCHED: Readonly<Record<Exclude<ReportPeople, 'heldOut'>, string>> = {
  targeted: 'true',
  suppressed: `fate = 'suppressed'`,
  sent: `fate = 'sent'`,
  delivered: 'delivered',
  bounced: 'bounced AND NOT delivered',
  opened: 'opened',
  clicked: 'clicked',
  unsubscribed: 'unsubscribed',
  responded: 'responded AND delivered',
  notResponded: 'delivered AND NOT responded',
  converted: 'converted AND delivered',
};

/** Of an arm's people, all of them count (intention to treat), so these differ from the funnel's. */
const OF_ARM: Readonly<Partial<Record<ReportPeople, string>>> = {
  targeted: 'true',
  delivered: 'reached',
  responded: 'responded',
  notResponded: 'NOT responded',
  converted: 'converted',
};

/**
 * The ids of the people behind a number, each once, in id order, after `:after`; the filter's own values are `:node`, `:arm` and `:reason`.
 * @returns null where the number has no people of its own (an arm's clicks)
 */
export const peopleSql = (filter: PeopleFilter, asked: Asked): string | null => {
  const source = sourceOf(filter, asked);
  return source && `SELECT DISTINCT customer_id AS "customerId" FROM (${source}) s WHERE customer_id > :after ORDER BY customer_id`;
};

const sourceOf = (filter: PeopleFilter, asked: Asked): string | null => {
  if (filter.armId !== null) {
    const holds = OF_ARM[filter.what];
    return holds === undefined
      ? null
      : `SELECT customer_id FROM (${outcomesSql(ASSIGNED_SQL, asked)}) o WHERE node_id = :node AND arm_id = :arm AND ${holds}`;
  }
  if (filter.what === 'heldOut') return `SELECT customer_id FROM (${HELD_OUT_SQL}) h`;
  const touched = `
    SELECT customer_id FROM (SELECT o.*, ${FATE_SQL} AS fate FROM (${outcomesSql(touchedSql(filter.nodeId === null ? 'all' : 'node'), asked)}) o) f
    WHERE ${OF_TOUCHED[filter.what]} AND (:node::text IS NULL OR node_id = :node) AND (:reason::text IS NULL OR reason = :reason)`;
  const isEveryone = filter.what === 'targeted' && filter.nodeId === null;
  return isEveryone ? `${touched} UNION ALL SELECT customer_id FROM (${HELD_OUT_SQL}) h` : touched;
};
