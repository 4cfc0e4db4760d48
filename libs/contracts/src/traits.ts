import { happenedSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

/** What is worked out of what somebody did or bought: the measures of conditions, and what only a value of one's own can say. */
export const TRAIT_TAKES = [
  ...(['count', 'sum', 'average', 'min', 'max', 'distinct', 'first', 'last', 'most_frequent', 'days_since', 'ratio'] as const),
] as const;
export type TraitTake = (typeof TRAIT_TAKES)[number];

/** Whether something is worked out of a field: `may` reads when it was where none is named. */
const FIELD: Readonly<Record<TraitTake, 'must' | 'may' | 'none'>> = {
  count: 'none',
  sum: 'must',
  average: 'must',
  min: 'must',
  max: 'must',
  distinct: 'must',
  first: 'may',
  last: 'may',
  most_frequent: 'must',
  days_since: 'none',
  ratio: 'none',
};
export const traitField = (take: TraitTake): 'must' | 'may' | 'none' => FIELD[take];

export const traitFormulaSchema = z
  .strictObject({
    take: z.enum(TRAIT_TAKES),
    /** Of which field of an event, an order or a line. */
    of: z.string().min(1).max(200).optional(),
    /** Of which events, orders or lines. */
    over: happenedSchema,
    /** Of a ratio: by the number of what the number of `over` is divided. */
    against: happenedSchema.optional(),
  })
  .superRefine(({ take, of, against }, context) => {
    const say = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    const field = traitField(take);
    if (field === 'must' && of === undefined) say('of', 'say of which field');
    if (field === 'none' && of !== undefined) say('of', 'no field is read for this');
    if (take === 'ratio' && against === undefined) say('against', 'say what it is divided by');
    if (take !== 'ratio' && against !== undefined) say('against', 'only a ratio is divided by something');
  });
export type TraitFormula = z.infer<typeof traitFormulaSchema>;

const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'small letters, digits and _, beginning with a letter')
  .refine((name) => !name.startsWith('value_'), { message: 'names that begin with value_ are taken' });
const descriptionSchema = z.string().trim().min(1).max(1000);

const traitSchema = z.object({
  name: z.string(),
  description: z.string(),
  formula: traitFormulaSchema,
  kind: z.enum(['text', 'number', 'boolean', 'date']),
  /** When it was last worked out for everybody as it stands; null: not yet. */
  foundAt: instantSchema.nullable(),
  /** Since when it rests; whoever has a value keeps it. */
  pausedAt: instantSchema.nullable(),
  /** It is being taken from everybody, and is gone then. */
  isLeaving: z.boolean(),
});
export type Trait = z.infer<typeof traitSchema>;

const runSchema = z.object({
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stepsTotal: z.int(),
  stepsDone: z.int(),
  finishedAt: instantSchema.nullable(),
});

export const traitRoutes = {
  traits: route('GET', '/traits', EVERYONE, 'Computed traits by name, and how far working them out has come', {
    reply: z.object({ items: z.array(traitSchema), run: runSchema.nullable() }),
  }),
  createTrait: route(
    'POST',
    '/traits',
    BUILDERS,
    'Have something worked out of what everybody did and bought, as an attribute of this name',
    {
      body: z.strictObject({ name: nameSchema, description: descriptionSchema, formula: traitFormulaSchema }),
      reply: traitSchema,
      status: 201,
    },
  ),
  changeTrait: route('PATCH', '/traits/:id', BUILDERS, 'Change what a trait is worked out of, describe it, pause it', {
    body: z.strictObject({
      description: descriptionSchema.optional(),
      formula: traitFormulaSchema.optional(),
      paused: z.boolean().optional(),
    }),
    reply: traitSchema,
  }),
  deleteTrait: route('DELETE', '/traits/:id', BUILDERS, 'Take a trait from everybody; refused while something names its attribute'),
  previewTrait: route('POST', '/trait-previews', EVERYONE, 'What a formula comes to for some people, and how that is spread', {
    body: z.strictObject({ formula: traitFormulaSchema }),
    status: 200,
    reply: z.object({
      /** For how many people it was worked out: everybody, or as many spread over all of them. */
      people: z.int(),
      /** How many of them have a value. */
      having: z.int(),
      /** Of numbers: the least, the middle one, the average and the most; null where no value is a number. */
      numbers: z.object({ min: z.number(), median: z.number(), average: z.number(), max: z.number() }).nullable(),
      /** The most frequent values. */
      values: z.array(z.object({ value: z.string(), people: z.int() })),
      sample: z.array(z.object({ id: idSchema, name: z.string(), value: z.string() })),
    }),
  }),
  computeTraits: route('POST', '/trait-runs', BUILDERS, 'Work out all traits of everybody now', { status: 202 }),
  cancelTraits: route('DELETE', '/trait-runs', BUILDERS, 'Call off what is being worked out; what has been written stays'),
};
