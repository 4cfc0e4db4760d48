import { Customers } from '@wayfare/customers';
import { computing } from '@wayfare/customers/testing';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { TagComputation } from '../computation.js';
import { Tags } from '../tags.js';

export const TAGS_NOW = new Date('2027-03-30T09:00:00.000Z');

const TAGS_OF = 'SELECT id, tags FROM customers WHERE erased_at IS NULL ORDER BY id';
const JOURNEY = `INSERT INTO journeys (id, name, state, draft, created_at, updated_at) VALUES (1, 'j', 'running', '{}', $1, $1)`;
const VERSION = `INSERT INTO journey_versions (id, journey_id, number, graph, plan, published_at) VALUES (1, 1, 1, '{}', $2, $1)`;

/** A database with a clock that stands still, and what works tags out on it, without workers: `settle` does what they would. */
export const tagWorld = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(TAGS_NOW);
  const { computations, announced, settle } = computing({ database, clock, all: [new TagComputation()] });
  const customers = new Customers({ database, clock });
  return {
    ...{ database, clock, computations, customers, announced, settle, tags: new Tags({ database, clock, computations }) },
    /** Makes or changes somebody; their id. */
    person: async (externalId: string, more: Omit<Parameters<Customers['createCustomer']>[0], 'externalId'> = {}) =>
      (await customers.createCustomer({ externalId, ...more })).id,
    tagsOf: async (id: string) =>
      (await database.query<{ id: string; tags: string[] }>(TAGS_OF)).find((row) => row.id === id)?.tags ?? null,
    /** A journey under way that listens for an event. */
    listen: async (event: string) => {
      await database.query(JOURNEY, [TAGS_NOW]);
      await database.query(VERSION, [TAGS_NOW, JSON.stringify({ steps: { a: { kind: 'event-entry', event } } })]);
    },
    told: () =>
      database.query<{ customer: string; name: string; tag: string }>(
        "SELECT customer_id AS customer, name, properties->>'tag' AS tag FROM events WHERE name LIKE 'customer.tag_%' ORDER BY customer_id, name, 3",
      ),
  };
};
