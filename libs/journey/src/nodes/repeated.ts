import { type Finding, finding } from '../problems/codes.js';

/** One finding for each id that is used twice. */
export const repeatedIds = (items: readonly { readonly id: string }[]): readonly Finding[] => {
  const ids = items.map((item) => item.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => finding('duplicate_id', { id }));
};
