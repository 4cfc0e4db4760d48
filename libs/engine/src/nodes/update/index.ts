import { arrayLiteral, claimAttributes, TagNames, tagsBecause } from '@wayfare/customers';
import type { UpdateStep } from '@wayfare/journey';
import { readInstant } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import type { NodeHandler, Scene } from '../handler.js';
import { ADD_TO_LIST, LOCK_CUSTOMERS, NAME_ATTRIBUTES, NAME_TAGS, SAID, UPDATE_CUSTOMERS } from './update.sql.js';

type Value = string | number | boolean;

const kindOf = (value: Value): string => {
  if (typeof value !== 'string') return typeof value;
  return readInstant(value) ? 'date' : 'text';
};

const changeCustomers = async (step: UpdateStep, cohort: Cohort, { tx, now }: Scene): Promise<void> => {
  const set = Object.entries(step.set).flatMap(([name, value]): [string, Value][] => (value === null ? [] : [[name, value]]));
  const unset = Object.entries(step.set).flatMap(([name, value]) => (value === null ? [name] : []));
  await tx.query(LOCK_CUSTOMERS, [cohort.id]);
  const rows = { text: SAID, parameters: [cohort.id, JSON.stringify(step.set)] };
  const overruled =
    set.length + unset.length === 0
      ? new Map<string, string[]>()
      : await claimAttributes(tx, { rows, source: `journey:${cohort.journeyId}`, now });
  const touchesTags = step.addTags.length + step.removeTags.length > 0;
  const names = touchesTags ? await TagNames.read(tx) : null;
  // a plan names tags as they were called when it was published
  const addTags = names?.allNow(step.addTags) ?? [];
  const removeTags = step.removeTags.flatMap((tag) => names?.everOf(tag) ?? []);
  if (touchesTags) await tagsBecause(tx, { origin: 'journey', id: cohort.journeyId, at: now });
  await tx.query(UPDATE_CUSTOMERS, [
    ...[cohort.id, JSON.stringify(Object.fromEntries(set)), unset, addTags, removeTags, now],
    ...[[...overruled.keys()], [...overruled.values()].map(arrayLiteral)],
  ]);
  if (set.length > 0) await tx.query(NAME_ATTRIBUTES, [set.map(([name]) => name), set.map(([, value]) => kindOf(value)), now]);
  if (addTags.length > 0) await tx.query(NAME_TAGS, [addTags, now]);
};

/** What is known of people changes: attributes, tags, a list. */
export const update: NodeHandler<'update'> = {
  touchesPeople: true,
  changesPeople: true,
  take: async (step, cohort, scene) => {
    if (Object.keys(step.set).length + step.addTags.length + step.removeTags.length > 0) await changeCustomers(step, cohort, scene);
    if (step.addToList !== null) await scene.tx.query(ADD_TO_LIST, [cohort.id, step.addToList, scene.now]);
    return { does: 'go', to: step.next, handle: null };
  },
};
