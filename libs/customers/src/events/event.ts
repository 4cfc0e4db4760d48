import type { Json } from '@wayfare/kernel';

export interface Money {
  /** In minor units of the currency. */
  readonly amount: number;
  readonly currency: string;
}

/** An event of a known customer, ready for the ledger. */
export interface NewEvent {
  readonly customerId: string;
  /** The sender's own id, which makes the event idempotent for this customer; one is made where absent. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly properties: Readonly<Record<string, Json>>;
  readonly value?: Money | undefined;
}

export interface Appended {
  /** The batch that the engine has still to look at; `null` where nothing was new. */
  readonly batchId: string | null;
  readonly accepted: number;
  readonly duplicates: number;
}

/** Names that begin so are the product's own: only it writes such events. */
const RESERVED = ['message.', 'customer.'];
export const isReserved = (name: string): boolean => RESERVED.some((prefix) => name.startsWith(prefix));
