/** A send step of the past: its messages, and how many of them were answered. */
export interface PastSend {
  readonly messages: number;
  readonly responded: number;
}

export interface Expectation {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly steps: number;
  readonly messages: number;
  readonly responded: number;
}

/** With fewer messages than these a history says nothing. */
const FEWEST_MESSAGES = 100;

/** The 0.975 quantile of Student's t for 1 … 10 degrees of freedom; above, the first terms of its expansion around the normal one (error below 0.003). */
const T_975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const studentT = (freedom: number): number => T_975[freedom - 1] ?? 1.96 + 2.37 / freedom + 2.8 / freedom ** 2;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * The variance of the share from one step to another, beyond chance: the moment estimator for unequal groups (Kleinman 1973), never below 0.
 */
const varianceBetween = (past: readonly PastSend[], messages: number, share: number): number => {
  const spread = sum(past.map((send) => send.messages * (send.responded / send.messages - share) ** 2));
  const weight = messages - sum(past.map((send) => send.messages ** 2)) / messages;
  return weight > 0 ? Math.max(0, (spread - (past.length - 1) * share * (1 - share)) / weight) : 0;
};

/**
 * How many of so many messages will be answered, by what came of earlier sends in the same channel, with a 95 % interval of prediction. Steps differ from each other
 * by more than chance (what is written, to whom), so the interval has both: the spread between steps, and the chance within one. One or two steps say nothing
 * of their spread; then it has chance alone.
 * @returns null where there is too little history
 */
export const expectedResponses = (history: readonly PastSend[], coming: number): Expectation | null => {
  const past = history.filter((send) => send.messages > 0);
  const messages = sum(past.map((send) => send.messages));
  const responded = sum(past.map((send) => send.responded));
  if (messages < FEWEST_MESSAGES || coming === 0) return null;
  // one answer and one non-answer more than were seen, so that nothing is held for impossible or certain
  const share = (responded + 1) / (messages + 2);
  const isSpreadKnown = past.length > 2;
  const between = isSpreadKnown ? varianceBetween(past, messages, share) * (1 + 1 / past.length) : 0;
  const chance = share * (1 - share) * (1 / messages + 1 / coming);
  const reach = (isSpreadKnown ? studentT(past.length - 1) : 1.96) * Math.sqrt(between + chance);
  const people = (part: number): number => Math.round(Math.min(1, Math.max(0, part)) * coming);
  return { expected: people(share), low: people(share - reach), high: people(share + reach), steps: past.length, messages, responded };
};
