import { Readable } from 'node:stream';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Imports } from '../imports/imports.js';
import type { MergeFollower } from '../merging/follower.js';
import { Customers } from '../profiles/customers.js';
import { computing } from '../testing/computing.js';
import { AttributeRules } from './attribute-rules.js';
import { CustomerAttributes } from './attributes.js';
import { AttributeSettling } from './settling.js';

/** When the clock stands at first. */
export const START = new Date('2027-03-30T09:00:00.000Z');

/** A merge of people who are in no journey. */
export const noJourneys: MergeFollower = { busy: async () => new Set(), follow: async () => undefined, goBack: async () => undefined };

/** A database with a clock that stands still, and what comes to it from files and people. */
export const claimsWorld = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(START);
  const { computations, settle } = computing({ database, clock, all: [new AttributeSettling()] });
  const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
  const later = (): void => clock.moveTo(new Date(clock.now().getTime() + 60_000));
  return {
    ...{ database, clock, later, settle },
    customers: new Customers({ database, clock }),
    attributes: new CustomerAttributes({ database, clock }),
    rules: new AttributeRules({ database, clock, computations }),
    load: async (fileName: string, content: string): Promise<void> => {
      later();
      const { id } = await imports.createImport({ kind: 'customers', fileName, stream: Readable.from([Buffer.from(content)]) });
      await imports.runImport(id);
    },
    idOf: async (externalId: string): Promise<string> =>
      (await database.query<{ id: string }>('SELECT id FROM customers WHERE external_id = $1', [externalId]))[0]?.id ?? '',
    /** How many rows of claims there are. */
    rows: async (): Promise<number> => (await database.query('SELECT FROM attribute_claims')).length,
  };
};
