/**
 * Whether somebody may be written to, in SQL; `mayBeWrittenTo` (kernel) is the same for one person.
 * @param basis of the message's purpose, an expression; NULL where it has none
 * @param byChannel what was said about the channel, an expression; NULL where nothing was
 * @param byPurpose what was said about the purpose by this channel
 */
export const permitted = (basis: string, byChannel: string, byPurpose: string): string => `CASE ${basis}
      WHEN 'service' THEN true
      WHEN 'agreement' THEN ${byChannel} IS NOT FALSE AND ${byPurpose} IS TRUE
      WHEN 'objection' THEN ${byChannel} IS NOT FALSE AND coalesce(${byPurpose}, ${byChannel}) IS TRUE
      ELSE ${byChannel} IS TRUE
    END`;

/**
 * What stands in the way of a message to a customer `c`, the first that counts; NULL where nothing does (decision 002, rule 9).
 * @param address where the channel reaches them, an expression
 * @param basis of its purpose; its answers are then looked for in `p` as those about the channel are in `k`
 */
export const obstacleSql = (address: string, basis: string | null): string => {
  const suppressed = basis === 'service' ? `s.reason <> 'unsubscribed'` : 's.reason IS NOT NULL';
  const allowed = basis === null ? 'k.granted IS TRUE' : permitted(`'${basis}'`, 'k.granted', 'p.granted');
  return `CASE WHEN coalesce(${address}, '') = '' THEN 'unreachable' WHEN ${suppressed} THEN s.reason WHEN NOT (${allowed}) THEN 'no_consent' END`;
};
