import { type BodyOf, type ReplyOf, type routes, type Trait, type TraitFormula } from '@wayfare/contracts';
import { attributeUses, type Computations, declareComputed } from '@wayfare/customers';
import { type Clock, conflict, notFound } from '@wayfare/kernel';
import { type Database, readSettings, recordChange, type Tx } from '@wayfare/platform';
import { TRAITS } from './computation.js';
import { readTraits, type StoredTrait, storedTrait, type TraitRow } from './read.js';
import { traitRows } from './trait-to-sql.js';
import {
  FEW,
  INSERT_TRAIT,
  PROPERTY_KIND,
  REMOVE_TRAIT,
  SPREAD,
  spreadOf,
  TAGS_ASKING,
  TRAIT_FOR_UPDATE,
  UPDATE_TRAIT,
} from './traits.sql.js';

/** For so many people a preview is worked out. */
const PREVIEWED = 1000;

type Preview = ReplyOf<typeof routes.previewTrait>;
type Use = { readonly kind: string; readonly id: string; readonly name: string };

/** What colleagues have worked out about everybody: traits, each a computed attribute. `TraitComputation` works them out. */
export class Traits {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'ask' | 'cancel' | 'latest' | 'reconcile'>;
    },
  ) {}

  async traits(): Promise<ReplyOf<typeof routes.traits>> {
    const { latest } = await this.deps.computations.latest(TRAITS);
    return {
      items: (await readTraits(this.deps.database)).map(toTrait),
      run: latest && {
        ...{ state: latest.state, stepsTotal: latest.stepsTotal, stepsDone: latest.stepsDone },
        finishedAt: latest.finishedAt?.toISOString() ?? null,
      },
    };
  }

  /** @throws AppError 409 `attribute_taken` where customers have something under this name already */
  async createTrait({ name, description, formula }: BodyOf<typeof routes.createTrait>): Promise<Trait> {
    const { database, clock, computations } = this.deps;
    const trait = await database.transaction(async (tx) => {
      const kind = await kindOf(tx, formula);
      const made = await tx.query<TraitRow & object>(INSERT_TRAIT, [name, description, JSON.stringify(formula), kind, clock.now()]);
      const after = made.map(storedTrait).map(toTrait)[0];
      if (!after) throw conflict('attribute_taken', `The attribute ${name} is used for something else already.`, { name });
      await this.declare(tx, after);
      await recordChange(tx, clock, { action: 'created', kind: 'trait', id: name, after });
      return after;
    });
    await computations.reconcile();
    return trait;
  }

  /** Another formula, or going on after a pause, works it out anew for everybody. @throws AppError `not_found` */
  async changeTrait(name: string, change: BodyOf<typeof routes.changeTrait>): Promise<Trait> {
    const { database, clock, computations } = this.deps;
    const trait = await database.transaction(async (tx) => {
      const stored = await holdTrait(tx, name);
      const before = toTrait(stored);
      const { description = stored.description, formula = stored.formula, paused = stored.pausedAt !== null } = change;
      const isOther = JSON.stringify(formula) !== JSON.stringify(stored.formula) || (!paused && stored.pausedAt !== null);
      const kind = isOther ? await kindOf(tx, formula) : stored.kind;
      const pausedAt = paused ? (stored.pausedAt ?? clock.now()) : null;
      const parameters = [name, description, JSON.stringify(formula), kind, pausedAt, isOther];
      const [row] = await tx.query<TraitRow & object>(UPDATE_TRAIT, parameters);
      if (!row) throw notFound('trait', name);
      const after = toTrait(storedTrait(row));
      await this.declare(tx, after);
      await recordChange(tx, clock, { action: 'updated', kind: 'trait', id: name, before, after });
      return after;
    });
    await computations.reconcile();
    return trait;
  }

  /** @throws AppError `not_found`; 409 `in_use` where something asks for or prints its attribute */
  async deleteTrait(name: string): Promise<void> {
    const { database, clock, computations } = this.deps;
    await database.transaction(async (tx) => {
      const before = toTrait(await holdTrait(tx, name));
      const uses: Use[] = [...(await attributeUses(tx, name)), ...(await tx.query<Use & object>(TAGS_ASKING, [name]))];
      const [first] = uses;
      if (first) throw conflict('in_use', `The trait is used by the ${first.kind} ${first.name}.`, { uses });
      await tx.query(REMOVE_TRAIT, [name, clock.now()]);
      await recordChange(tx, clock, { action: 'deleted', kind: 'trait', id: name, before });
    });
    await computations.reconcile();
  }

  /** What a formula comes to for some people; nothing is written. */
  async previewTrait({ formula }: BodyOf<typeof routes.previewTrait>): Promise<Preview> {
    const { database, clock } = this.deps;
    const few = await database.query<{ id: string }>(FEW, [PREVIEWED]);
    const people = few.length <= PREVIEWED ? few : await database.query<{ id: string }>(SPREAD, [PREVIEWED]);
    const scope = { now: clock.now(), zone: (await readSettings(database)).timeZone };
    const whom = { text: 'c.id = ANY ($1::bigint[])', parameters: [people.map(({ id }) => id)] };
    const { text, parameters } = traitRows([{ name: 'value', formula }], whom, scope);
    const [preview] = await database.query<Preview & object>(spreadOf(text), [...parameters]);
    return preview ?? { people: 0, having: 0, numbers: null, values: [], sample: [] };
  }

  async computeTraits(): Promise<void> {
    await this.deps.computations.ask(TRAITS, 'all', 'person');
  }

  async cancelTraits(): Promise<void> {
    await this.deps.computations.cancel(TRAITS);
  }

  private declare(tx: Tx, { name, kind, description }: Trait): Promise<void> {
    const words = { en: description, 'zh-CN': description };
    return declareComputed(tx, { owner: TRAITS, attributes: [{ name, kind, words }], taken: 'refuse' }, this.deps.clock.now());
  }
}

const toTrait = ({ name, description, formula, kind, foundAt, pausedAt, isLeaving }: StoredTrait): Trait => ({
  ...{ name, description, formula, kind, isLeaving },
  foundAt: foundAt?.toISOString() ?? null,
  pausedAt: pausedAt?.toISOString() ?? null,
});

const holdTrait = async (tx: Tx, name: string): Promise<StoredTrait> => {
  const [row] = await tx.query<TraitRow & object>(TRAIT_FOR_UPDATE, [name]);
  if (!row) throw notFound('trait', name);
  return storedTrait(row);
};

const ORDER_NUMBERS = ['amount', 'discount', 'quantity', 'price'];
const KINDS = ['number', 'boolean', 'date'] as const;

/** What kind of value a formula comes to. What a property of an event holds is known from events that have come; of one that is not known yet it is text. */
const kindOf = async (tx: Tx, { take, of, over }: TraitFormula): Promise<Trait['kind']> => {
  if (take !== 'first' && take !== 'last' && take !== 'most_frequent') return 'number';
  if (of === undefined) return 'date';
  if ('order' in over) return ORDER_NUMBERS.includes(of) ? 'number' : of === 'returned' ? 'boolean' : 'text';
  const [property] = await tx.query<{ kind: string | null }>(PROPERTY_KIND, [over.event, of]);
  return KINDS.find((kind) => kind === property?.kind) ?? 'text';
};
