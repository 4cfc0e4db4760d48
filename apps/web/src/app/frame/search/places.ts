import type { IconName } from '../../../ui/icons.js';

const PLACES: Readonly<Record<string, { readonly icon: IconName; address(id: string): string }>> = {
  journey: { icon: 'journeys', address: (id) => `/journeys/${id}` },
  customer: { icon: 'customers', address: (id) => `/customers/${id}` },
  segment: { icon: 'audiences', address: (id) => `/audiences/segments/${id}` },
  list: { icon: 'list', address: (id) => `/audiences/lists/${id}` },
  template: { icon: 'content', address: (id) => `/content/${id}` },
};

/** Where something that the search found lives. */
export const addressOf = (found: { readonly kind: string; readonly id: string }): string => PLACES[found.kind]?.address(found.id) ?? '/';
export const iconOf = (kind: string): IconName => PLACES[kind]?.icon ?? 'file';
