import { appendEvents, type ComputedValues, type RunScene, type StepDone, writeComputed } from '@wayfare/customers';
import { localDay } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { VALUE_ATTRIBUTES } from './attributes.js';
import { LISTENED } from './computation.sql.js';
import type { Places } from './places.js';
import { overdueOf, type ValueRules } from './settings.js';
import { ATTRIBUTES_OF, WRITE_STANDING } from './standing.sql.js';

/** By what people's standing is found. */
export interface Standing {
  readonly rules: ValueRules;
  readonly places: Places;
  /** The rules are new: what changes now is nobody's doing, so it is not told. */
  readonly isQuiet: boolean;
}

interface Change {
  readonly customerId: string;
  readonly kind: 'stage' | 'tier';
  readonly former: string | null;
  readonly latter: string | null;
}

/** The product's own events, by which journeys begin and wake. */
export const EVENT_OF = { stage: 'customer.stage_changed', tier: 'customer.tier_changed' } as const;

/** Whom a history of orders makes somebody at once has not changed; who is new to the company has come. */
const isToTell = ({ kind, former, latter }: Change): boolean => former !== null || (kind === 'stage' && latter === 'new');

const tell = async (tx: Tx, changes: readonly Change[], { runId, now }: RunScene): Promise<string[]> => {
  const told = changes.filter(isToTell);
  if (told.length === 0) return [];
  const listened = await tx.query<{ name: string }>(LISTENED, [Object.values(EVENT_OF)]);
  const events = told.flatMap(({ customerId, kind, former, latter }) =>
    listened.some(({ name }) => name === EVENT_OF[kind])
      ? [
          {
            customerId,
            id: `${kind}-${runId}`,
            name: EVENT_OF[kind],
            occurredAt: now,
            receivedAt: now,
            properties: { from: former, to: latter },
          },
        ]
      : [],
  );
  const { batchId } = await appendEvents(tx, events, now);
  return batchId === null ? [] : [batchId];
};

/**
 * Gives people their scores, tier and stage, notes what has changed, and writes what conditions and templates read. Works in the people's shard.
 * @param people whom it is about
 * @param compared whose attributes are compared with what they should be; those of the others are taken to be right where nothing has changed
 */
export const writeStanding = async (
  tx: Tx,
  { people, compared }: { readonly people: readonly string[]; readonly compared: readonly string[] },
  { rules: { settings, unit, zone, currency }, places, isQuiet }: Standing,
  scene: RunScene,
): Promise<StepDone> => {
  const { risk, lapsed, usual, shortest, longest } = overdueOf(settings);
  const [done] = await tx.query<{ written: string[]; changes: Change[] }>(WRITE_STANDING, [
    people,
    places.recency,
    places.frequency,
    places.money,
    settings.tiers.by === 'rfm' ? 'rfm' : 'amount',
    places.tiers,
    localDay(scene.now, zone),
    [risk, lapsed, usual, shortest, longest],
    settings.stages.newDays,
    settings.stages.loyalPurchases,
    scene.now,
    isQuiet,
    currency,
  ]);
  const values: ComputedValues = {
    names: VALUE_ATTRIBUTES.map(({ name }) => name),
    rows: { text: ATTRIBUTES_OF, parameters: [[...new Set([...(done?.written ?? []), ...compared])], unit] },
    watch: [],
  };
  const { changed } = await writeComputed(tx, values);
  return { changed, batchIds: await tell(tx, done?.changes ?? [], scene) };
};
