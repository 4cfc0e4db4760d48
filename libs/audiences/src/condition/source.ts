import type { ComparedValue } from '@wayfare/customers';
import type { EnrollmentState, MessageOutcome, OrderRows, PropertyTest } from '@wayfare/kernel';

/** Where the things stand that a question is about, one row for each: `happeningsOf` of the kernel as a part of a statement. */
export interface Source {
  readonly from: string;
  readonly person: string;
  readonly at: string;
  /** When it became known, where that is later than it was written. */
  readonly receivedAt?: string;
  /** What tells these rows from others in the same tables. */
  readonly tests: readonly string[];
  field(name: string): ComparedValue;
}

/** What a question is about, and what it asks of each. */
export type About = { readonly where?: readonly PropertyTest[] | undefined } & (
  | { readonly event: string }
  | { readonly order: OrderRows }
  | { readonly messages: MessageOutcome }
  | { readonly enrollments: EnrollmentState }
);

/** A column of text. */
export const text = (column: string): ComparedValue => ({ json: `to_jsonb(${column})`, column });
/** Any other expression. */
export const value = (expression: string): ComparedValue => ({ json: `to_jsonb(${expression})` });
