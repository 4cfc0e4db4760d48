import { liquidFor } from './liquid.js';
import type { Person } from './person.js';

/** What a text that is no message may name. */
export interface LineScope {
  readonly customer: Person;
  readonly journey: { readonly name: string };
  /** ISO 8601. */
  readonly now: string;
}

/** Far more than a line needs: it is filled in for a whole cohort in one transaction. */
const LIMITS = { templateLimit: 2_000, memoryLimit: 100_000 };

/** Whether a text says something else to each person. */
export const isPersonal = (text: string): boolean => /\{[{%]/.test(text);

/**
 * A text with Liquid in it, ready to be filled in for many people. What can't be read, or fails for somebody, stays as its author wrote it: a colleague can make sense of that, and nobody's way stops for it.
 * @param timeZone IANA name; dates are printed in it
 */
export const compileLine = (text: string, timeZone: string): ((scope: LineScope) => string) => {
  if (!isPersonal(text)) return () => text;
  const engine = liquidFor('text', timeZone);
  try {
    const template = engine.parse(text);
    return (scope) => {
      try {
        return String(engine.renderSync(template, scope, LIMITS));
      } catch {
        return text;
      }
    };
  } catch {
    return () => text;
  }
};
