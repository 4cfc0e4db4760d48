import type { Outcome } from '../dispatch/outcome.js';
import type { Rendered } from '../templates/render.js';

/** One message, ready to leave. */
export interface Parcel {
  /** The message's public id, `<customer>-<id>`: the same at every attempt. */
  readonly id: string;
  /** Where to; null for calls that address nobody. */
  readonly to: string | null;
  readonly content: Rendered;
  /** Null in mails that are no campaign's. */
  readonly unsubscribeUrl: string | null;
  /** Whom complaints are counted for: journey and node. */
  readonly feedbackId: string | null;
}

/** One connector's way out. Handing over never throws: whatever happens is an outcome. */
export interface Transport {
  send(parcel: Parcel): Promise<Outcome>;
  /** Lets go of every connection; what is under way ends first. */
  close(): Promise<void>;
}
