import type { Profile } from '@wayfare/kernel';
import type { UpdateStep } from '../../plan.js';
import { isBuiltInAttribute } from '../../problems/checks.js';
import { type Finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type NodeDefinition, none, ONE_WAY, type ProfileChange } from '../definition.js';
import type { UpdateData } from './schema.js';

const updateFindings = (data: UpdateData, known: GraphContext): readonly Finding[] => {
  const attributes = Object.keys(data.set ?? {});
  const names = [...attributes, ...(data.addTags ?? []), ...(data.removeTags ?? [])];
  return [
    ...unless(data.addToList !== '', 'missing_list'),
    ...unless(names.length > 0 || data.addToList !== undefined, 'empty_update'),
    ...unless(!names.includes(''), 'empty_tag'),
    ...attributes.flatMap((attribute) => unless(!isBuiltInAttribute(attribute), 'reserved_attribute', { attribute })),
    ...attributes.flatMap((attribute) => unless(!known.computed.has(attribute), 'computed_attribute', { attribute })),
    ...unless(!data.addToList || known.lists.has(data.addToList), 'unknown_list', { list: data.addToList ?? '' }),
  ];
};

const withAll = (values: readonly string[], added: readonly string[]): string[] => [...new Set([...values, ...added])];

/** Attributes are set (`null` takes one away), tags added and then removed, the list joined. */
const changeOf = (person: Profile, step: UpdateStep): ProfileChange => ({
  attributes: Object.fromEntries(
    Object.entries({ ...person.attributes, ...step.set }).filter(([name, value]) => value !== null || !(name in step.set)),
  ),
  tags: withAll(person.tags, step.addTags).filter((tag) => !step.removeTags.includes(tag)),
  lists: step.addToList === null ? person.lists : withAll(person.lists, [step.addToList]),
});

/** What is known of people changes: attributes, tags, a list. */
export const update: NodeDefinition<'update'> = {
  place: 'middle',
  sends: false,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: updateFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'update',
    id,
    name: data.name,
    set: data.set ?? {},
    addTags: data.addTags ?? [],
    removeTags: data.removeTags ?? [],
    addToList: data.addToList || null,
    next: wiring.next(null),
  }),
  interpret: (step, scene) => ({ does: 'go', to: step.next, handle: null, change: changeOf(scene.person, step) }),
};
