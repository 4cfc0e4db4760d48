import { Sender } from './sender.js';
import { Store } from './store.js';
import type { Item, Settings, User } from './types.js';

/** 128 random bits, on pages without https too. */
const newId = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const asksNotToBeTracked = (): boolean =>
  navigator.doNotTrack === '1' || (navigator as Navigator & { readonly globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** What a page may say: `wayfare('track', 'added_to_cart', { sku: 'A-1' })` calls `track` of the one tracker of the page. */
export class Tracker {
  private readonly store: Store;
  private readonly sender: Sender;

  constructor(
    private readonly settings: Settings,
    url: string,
  ) {
    this.store = new Store(`wayfare.${settings.key}`);
    this.sender = new Sender(this.store, url, settings.key, () => this.mayTrack());
    this.sender.soon(0);
  }

  track(name: string, properties?: object, more?: { readonly value?: unknown }): void {
    this.tell({ type: 'track', name, properties, value: more?.value });
  }

  /** The page that is shown, without its query, which may hold what is nobody's business. */
  page(properties?: object): void {
    const { origin, pathname } = location;
    const referrer = document.referrer.split(/[?#]/)[0];
    this.track('page', { url: origin + pathname, path: pathname, title: document.title, ...(referrer ? { referrer } : {}), ...properties });
  }

  /**
   * Who this is. Unsigned, what follows is added to the events of a customer who is there already. With a `token` of the shop's own server they are made one where there is none, this browser is known as theirs, and `attributes` are theirs.
   */
  identify(externalId: string, { token, attributes }: { readonly token?: string; readonly attributes?: object } = {}): void {
    if (!this.mayTrack()) return;
    const user: User = { externalId: String(externalId), ...(token ? { token } : {}) };
    this.store.change({ user });
    // without attributes too: it is what makes the server know whose this browser is
    if (token || attributes) this.tell({ type: 'identify', attributes: attributes ?? {} });
  }

  /** What the visitor agrees to or refuses: `tracking`, which stays in this browser, and channels such as `email`, which are told. */
  consent({ tracking, ...channels }: Readonly<Record<string, boolean>>): void {
    if (tracking === false) this.store.forget(false);
    else if (tracking === true) this.store.change({ tracking });
    if (Object.keys(channels).length > 0) this.tell({ type: 'consent', consent: channels });
    if (tracking === true) this.sender.soon();
  }

  /** Somebody has signed out: whatever follows is of another visitor. What waits is sent as whose it was. */
  reset(): void {
    if (this.mayTrack()) this.store.change({ device: newId(), user: undefined });
  }

  private mayTrack(): boolean {
    const { tracking } = this.store.read();
    if (tracking !== undefined) return tracking;
    if (this.settings.respectDoNotTrack !== false && asksNotToBeTracked()) return false;
    return this.settings.consent !== 'required';
  }

  private tell(what: Omit<Item, 'id' | 'at'>): void {
    if (!this.mayTrack()) return;
    const { device = newId(), user, queue = [] } = this.store.read();
    const item: Item = { ...what, id: newId(), at: new Date().toISOString() };
    this.store.change({ device, queue: [...queue, { device, user, item }] });
    this.sender.soon();
  }
}
