import { TokenSigner } from '@wayfare/platform';

/** The message that a public link belongs to. */
export interface Touch {
  readonly customerId: string;
  readonly messageId: string;
}

/** Stands in mails that are tests: their links work and record nothing. */
export const NO_TOUCH: Touch = { customerId: '0', messageId: '0' };

export const isTest = ({ messageId }: Touch): boolean => messageId === NO_TOUCH.messageId;

export interface ClickLink {
  readonly touch: Touch;
  /** Which link of the template it is. */
  readonly slot: number;
  readonly url: string;
}

/** It works for ever, unless the customer's links have been called back since it was made. */
export interface PreferencesLink {
  /** The message that it stands in; message 0: a colleague has handed it out. */
  readonly touch: Touch;
  readonly madeAt: Date;
}

const PREFERENCES = /^(\d+)\.(\d+)\.(\d{1,15})$/;
const CLICK = /^(\d+)\.(\d+)\.(\d+)\.(https?:\/\/[\s\S]*)$/i;
const TOUCH = /^(\d+)\.(\d+)$/;

const readTouch = (payload: string | undefined): Touch | undefined => {
  const [, customerId, messageId] = (payload && TOUCH.exec(payload)) || [];
  return customerId !== undefined && messageId !== undefined ? { customerId, messageId } : undefined;
};

/**
 * The addresses that Wayfare puts into messages, and what is read from them when they come back. Each carries a signed token, so that nobody can
 * make one, follow another person's, or use ours to lead people elsewhere.
 */
export class PublicLinks {
  private readonly clicks: TokenSigner;
  private readonly opens: TokenSigner;
  private readonly unsubscribes: TokenSigner;
  private readonly preferencePages: TokenSigner;
  private readonly confirmations: TokenSigner;
  private readonly publicUrl: string;

  constructor(options: { readonly publicUrl: string; readonly secret: Uint8Array }) {
    this.publicUrl = options.publicUrl.replace(/\/+$/, '');
    this.clicks = new TokenSigner(options.secret, 'click');
    this.opens = new TokenSigner(options.secret, 'open');
    this.unsubscribes = new TokenSigner(options.secret, 'unsubscribe');
    this.preferencePages = new TokenSigner(options.secret, 'preferences');
    this.confirmations = new TokenSigner(options.secret, 'confirm');
  }

  click({ touch, slot, url }: ClickLink): string {
    return `${this.publicUrl}/t/c/${this.clicks.sign(`${touch.customerId}.${touch.messageId}.${slot}.${url}`)}`;
  }

  open(touch: Touch): string {
    return `${this.publicUrl}/t/o/${this.opens.sign(`${touch.customerId}.${touch.messageId}`)}.gif`;
  }

  unsubscribe(touch: Touch): string {
    return `${this.publicUrl}/u/${this.unsubscribes.sign(`${touch.customerId}.${touch.messageId}`)}`;
  }

  preferences({ touch, madeAt }: PreferencesLink): string {
    return `${this.publicUrl}/p/${this.preferencePages.sign(`${touch.customerId}.${touch.messageId}.${madeAt.getTime()}`)}`;
  }

  /** Where people confirm what they were signed up for. */
  confirm(touch: Touch): string {
    return `${this.publicUrl}/c/${this.confirmations.sign(`${touch.customerId}.${touch.messageId}`)}`;
  }

  readClick(token: string): ClickLink | undefined {
    const [, customerId, messageId, slot, url] = CLICK.exec(this.clicks.verify(token) ?? '') ?? [];
    if (customerId === undefined || messageId === undefined || url === undefined) return undefined;
    return { touch: { customerId, messageId }, slot: Number(slot), url };
  }

  /** With or without the `.gif` that the address ends in. */
  readOpen(token: string): Touch | undefined {
    return readTouch(this.opens.verify(token.replace(/\.gif$/, '')));
  }

  readUnsubscribe(token: string): Touch | undefined {
    return readTouch(this.unsubscribes.verify(token));
  }

  readConfirm(token: string): Touch | undefined {
    return readTouch(this.confirmations.verify(token));
  }

  readPreferences(token: string): PreferencesLink | undefined {
    const [, customerId, messageId, madeAt] = PREFERENCES.exec(this.preferencePages.verify(token) ?? '') ?? [];
    if (customerId === undefined || messageId === undefined || madeAt === undefined) return undefined;
    return { touch: { customerId, messageId }, madeAt: new Date(Number(madeAt)) };
  }
}
