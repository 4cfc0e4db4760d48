import { routes } from '@wayfare/contracts';
import { useRead } from '../../api/hooks.js';

/** What the fields of the inspector complete and choose from; read once, and again when it has grown old. */
const FRESH = 60_000;
const MOST = 200;

export const useCatalogue = () => useRead(routes.catalogue, {}, { fresh: FRESH }).data;
export const useTemplates = () => useRead(routes.templates, { query: { limit: MOST } }, { fresh: FRESH }).data?.items;
export const useCouponPools = () => useRead(routes.couponPools, { query: { limit: MOST } }, { fresh: FRESH }).data?.items;
export const useJourneys = () => useRead(routes.journeys, { query: { limit: MOST } }, { fresh: FRESH }).data?.items;
export const useConnectors = () => useRead(routes.connectors, {}, { fresh: FRESH }).data?.items;
