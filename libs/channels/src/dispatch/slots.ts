import type { OpenConnector } from '../connectors/rows.js';

/** So many connections one process keeps busy; more need another slot, which another worker may take. */
const PER_SLOT = 10;

export const widthOf = (connector: Pick<OpenConnector, 'kind' | 'settings'>): number =>
  'connections' in connector.settings ? connector.settings.connections : connector.settings.concurrency;

/** The shares into which a connector's connections are dealt: one for each of its jobs. Their sum is what the admin allowed. */
export const slotWidths = (connections: number): number[] => {
  const slots = Math.ceil(connections / PER_SLOT);
  return Array.from({ length: slots }, (_, slot) => Math.floor(connections / slots) + (slot < connections % slots ? 1 : 0));
};
