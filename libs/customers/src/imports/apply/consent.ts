import type { ImportedPerson } from '../rows/customer-row.js';

/** Where an import's identities come from. */
export const SOURCE = 'import';

/** Where its consents come from: which import it was says who brought the file and when, and what was said for all its rows. */
export const consentSource = (importId: string): string => `import:${importId}`;

export type Consent = Readonly<Record<string, boolean>>;

/** What a row says of a channel goes before what was said for all rows. */
export const consentOf = (person: ImportedPerson, consent: Consent): [string, boolean][] =>
  Object.entries({ ...consent, ...person.consent });
