import type { TemplatePreview } from '@wayfare/contracts';
import type { TemplateSource } from './compile.js';
import { liquidFor, type Place } from './liquid.js';
import type { TemplateScope } from './person.js';

const OUTPUT = /\{\{-?([\s\S]*?)-?\}\}/g;
const PERSONAL = /\b(customer|coupons?)\s*[.[]/;

/** Someone of whom nothing is known, and who has got no coupon. */
const nobody = (scope: TemplateScope): TemplateScope => ({
  ...scope,
  coupon: null,
  coupons: {},
  customer: { id: scope.customer.id, externalId: null, email: null, phone: null, locale: null, timeZone: null, attributes: {}, tags: [] },
});

const printsOf = (expression: string, place: Place, timeZone: string, scope: TemplateScope): string => {
  try {
    return String(liquidFor(place, timeZone).parseAndRenderSync(`{{${expression}}}`, scope));
  } catch {
    return '';
  }
};

/** What each personalised place prints for someone without the attribute: nothing, or the template's own default. */
export const missingIn = (source: TemplateSource, timeZone: string, scope: TemplateScope): TemplatePreview['missing'] => {
  const place: Place = source.channel === 'webhook' ? 'json' : 'text';
  const parts = [source.subject, source.mjml ?? source.html, source.text].filter((part) => part !== null);
  const expressions = new Set(parts.flatMap((part) => [...part.matchAll(OUTPUT)].map(([, expression = '']) => expression.trim())));
  const without = nobody(scope);
  return [...expressions]
    .filter((expression) => PERSONAL.test(expression))
    .map((expression) => ({ expression, prints: printsOf(expression, place, timeZone, without) }));
};
