import type { Ingestion } from '@wayfare/customers';

/** The event ledger, as far as channels write to it. */
export type EventLedger = Pick<Ingestion, 'appendEvents' | 'announce'>;

/** What the events of a message tell of it. */
export interface MessageFacts {
  readonly customerId: string;
  readonly journeyId: string;
  readonly nodeId: string;
  readonly messageId: string;
  readonly channel: string;
}

export const messageProperties = ({ customerId, journeyId, nodeId, messageId, channel }: MessageFacts): Record<string, string> => ({
  journeyId,
  nodeId,
  messageId: `${customerId}-${messageId}`,
  channel,
});
