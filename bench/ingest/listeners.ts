import { draw, eventEntry, exit, wait, waitEvent } from '@wayfare/journey/testing';
import type { Database } from '@wayfare/platform';
import type { Services } from '@wayfare/wiring';

/** Two journeys under way: three of the four kinds of events that come in bring somebody into one, or wake them in it. */
export const launchListeners = async (journeys: Services['journeys']): Promise<void> => {
  const visitors = draw({ in: eventEntry('visit'), wait: wait('P9D'), end: exit() }, ['in -> wait -> end']);
  const carts = draw({ in: eventEntry('add_to_cart'), paid: waitEvent('purchase', 'P9D'), end: exit() }, [
    'in -> paid:matched -> end',
    'paid:timeout -> end',
  ]);
  for (const [name, graph] of Object.entries({ visitors, carts })) {
    const { id } = await journeys.createJourney({ name, ...(graph ? { graph } : {}) });
    await journeys.launch(id);
  }
};

const OPEN = 'SELECT 1 FROM event_batches WHERE applied_at IS NULL UNION ALL SELECT 1 FROM journey_wakes LIMIT 1';

/** Whether journeys have been shown all events that have come in. */
export const hasShownAll = async (database: Database): Promise<boolean> => (await database.query(OPEN)).length === 0;
