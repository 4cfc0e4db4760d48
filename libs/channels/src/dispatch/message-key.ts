/** The primary key of messages. */
export const MESSAGE_KEY = 'customer_id, journey_id, entry_no, node_id, pass';

/**
 * SQL: message `m` is the one that `other` names by its key. The journey is compared as a sum, so that no plan looks through the index of a journey's messages for it: to a planner whose
 * figures are of a time when the table was small (a first minute, a first journey), that index is as good as the key, and then every message costs a look at all of its journey's.
 * @param m alias of messages
 * @param other alias of a row with the columns of the key
 */
export const isSameMessage = (m: string, other: string): string =>
  `(${m}.customer_id, ${m}.journey_id + 0, ${m}.entry_no, ${m}.node_id, ${m}.pass) = (${other}.customer_id, ${other}.journey_id, ${other}.entry_no, ${other}.node_id, ${other}.pass)`;
