import type { Merge } from '@wayfare/contracts';

/** What somebody who was merged is called. */
export const partyName = ({ name, externalId, email, phone, id }: Merge['kept']): string =>
  name ?? email ?? phone ?? externalId ?? `#${id}`;
