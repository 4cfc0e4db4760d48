/** One thing that a page tells, as the server reads it (`CollectItem`): with an id of its own, so that sending it again does no harm. */
export interface Item {
  readonly type: 'track' | 'identify' | 'consent';
  readonly id: string;
  readonly at: string;
  readonly name?: string;
  readonly properties?: unknown;
  readonly value?: unknown;
  readonly attributes?: unknown;
  readonly consent?: unknown;
}

export interface User {
  readonly externalId?: string;
  /** A token of the shop's own server, which says who this is. */
  readonly token?: string;
}

/** What waits to be sent, with whose it was when it happened. */
export interface Waiting {
  readonly device: string;
  readonly user: User | undefined;
  readonly item: Item;
}

export interface Settings {
  readonly key: string;
  /** Where Wayfare is; where this script came from, if not said. */
  readonly url?: string;
  /** `required`: nothing is stored or sent before `consent({ tracking: true })`. */
  readonly consent?: 'required';
  /** `false`: a browser that asks not to be tracked is heard all the same. */
  readonly respectDoNotTrack?: boolean;
}
