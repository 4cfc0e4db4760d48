import type { FileFacts } from '../rows/row-reader.js';

/** What an empty cell clears, by the fields and the attributes that columns go to; nothing where an empty cell says nothing. */
export interface Clears {
  readonly fields: readonly string[];
  readonly attributes: readonly string[];
}
export const CLEARS_NOTHING: Clears = { fields: [], attributes: [] };

export const clearsOf = ({ mapped, matching }: Pick<FileFacts, 'mapped' | 'matching'>): Clears => {
  if (matching.empty !== 'clear') return CLEARS_NOTHING;
  return {
    fields: mapped.filter(({ name }) => name === '').map(({ field }) => field),
    attributes: mapped.filter(({ field }) => field === 'attributes').map(({ name }) => name),
  };
};
