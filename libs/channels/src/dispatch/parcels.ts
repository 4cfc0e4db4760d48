import type { WorkspaceSettings } from '@wayfare/platform';
import type { Person, TemplateScope } from '../templates/person.js';
import { renderTemplate } from '../templates/render.js';
import type { PublicLinks, Touch } from '../tracking/public-links.js';
import type { Parcel } from '../transports/transport.js';
import type { Brief } from './briefs.js';
import { addressOf, type Claimed, publicIdOf } from './claimed.js';

const personOf = ({ customerId, externalId, email, phone, locale, timeZone, attributes, tags }: Claimed): Person => ({
  id: customerId,
  externalId,
  email,
  phone,
  locale,
  timeZone,
  attributes,
  tags,
});

/** Instants come out of JSON in PostgreSQL's own notation. */
const couponsOf = ({ coupons }: Claimed): Pick<TemplateScope, 'coupon' | 'coupons'> => {
  const facts = (coupons ?? []).map(({ nodeId, code, expires }) => ({
    nodeId,
    coupon: { code, expires: expires === null ? null : new Date(expires).toISOString() },
  }));
  return { coupon: facts.at(-1)?.coupon ?? null, coupons: Object.fromEntries(facts.map(({ nodeId, coupon }) => [nodeId, coupon])) };
};

/**
 * Makes a claimed message ready to leave: its template filled in for its person, with links of its own.
 * @throws TemplateError
 */
export const parcelOf = (
  message: Claimed,
  brief: Brief,
  links: PublicLinks,
  { locale }: Pick<WorkspaceSettings, 'locale'>,
  now: Date,
): Parcel => {
  const touch: Touch = { customerId: message.customerId, messageId: message.messageId };
  const unsubscribeUrl = links.unsubscribe(touch);
  const preferencesUrl = links.preferences({ touch, madeAt: now });
  const confirmUrl = links.confirm(touch);
  const own = new Set([unsubscribeUrl, preferencesUrl, confirmUrl]);
  const scope: TemplateScope = {
    customer: personOf(message),
    journey: { name: message.journeyName ?? '' },
    now: now.toISOString(),
    unsubscribe_url: unsubscribeUrl,
    preferences_url: preferencesUrl,
    confirm_url: confirmUrl,
    ...couponsOf(message),
  };
  return {
    id: publicIdOf(message),
    to: addressOf(message),
    content: renderTemplate(brief.template, {
      scope,
      locale,
      link: brief.tracking.clicks ? (slot, url) => (own.has(url) ? url : links.click({ touch, slot, url })) : undefined,
      pixelUrl: brief.tracking.opens ? links.open(touch) : undefined,
    }),
    // one press in a mail program must not take everything away because of an invoice
    unsubscribeUrl: message.isService ? null : unsubscribeUrl,
    feedbackId: `${message.journeyId}:${message.nodeId}:wayfare`,
  };
};
