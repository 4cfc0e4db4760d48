import type { ImportedPerson } from '../rows/customer-row.js';

/** Where an import's identities and consents come from. */
export const SOURCE = 'import';

export type Consent = Readonly<Record<string, boolean>>;

/** What a row says of a channel goes before what was said for all rows. */
export const consentOf = (person: ImportedPerson, consent: Consent): [string, boolean][] =>
  Object.entries({ ...consent, ...person.consent });
