/**
 * What a message is for, beside the channel it goes by: `newsletter`, `marketing`, `service` … The workspace names its own. The basis says what must have been said before such a message may go, and never changes
 * once a purpose is there: nobody's answer comes to mean something else afterwards.
 * `agreement`: the person agreed to this purpose itself. `objection`: they agreed to the channel and did not refuse the purpose. `service`: nothing, it belongs to what they have ordered or asked for.
 */
export const PURPOSE_BASES = ['agreement', 'objection', 'service'] as const;
export type PurposeBasis = (typeof PURPOSE_BASES)[number];

export interface MessagePurpose {
  readonly key: string;
  readonly basis: PurposeBasis;
}

/** Under what the ledger of consent keeps an answer about one purpose by one channel: `email:newsletter`. What is said about the channel as a whole stands under its own name, `email`. */
export const consentKeyOf = (channel: string, purpose: string): string => `${channel}:${purpose}`;

/** The channel and the purpose of a key of the ledger; null where it names no purpose of messages. */
export const purposeOfKey = (key: string): { readonly channel: string; readonly purpose: string } | null => {
  const at = key.indexOf(':');
  return at < 1 || at === key.length - 1 ? null : { channel: key.slice(0, at), purpose: key.slice(at + 1) };
};

/**
 * Whether somebody may be written to by a channel, for a purpose where the message names one: who has refused the channel as a whole gets only what is service.
 * @param consent by key of the ledger; what is absent was never said
 */
export const mayBeWrittenTo = (consent: Readonly<Record<string, boolean>>, channel: string, purpose?: MessagePurpose): boolean => {
  const said = (key: string): boolean | undefined => (Object.hasOwn(consent, key) ? consent[key] : undefined);
  const byChannel = said(channel);
  if (!purpose) return byChannel === true;
  if (purpose.basis === 'service') return true;
  if (byChannel === false) return false;
  const own = said(consentKeyOf(channel, purpose.key));
  return (own ?? (purpose.basis === 'objection' && byChannel)) === true;
};
