import type { BodyOf, JourneyPreview, routes } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration, notFound } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { allocationsOf } from '../experiments/read.js';
import { compileDraft } from '../journeys/deciles.js';
import { refused } from '../journeys/launching.js';
import { readJourney } from '../journeys/rows.js';
import type { EngineParts } from '../parts.js';
import { pathsOf } from '../read/paths.js';
import { type Decided, explainStay } from './because.js';
import { rehearse } from './rehearsal.js';
import { IMAGINED_VERSION } from './shadow.js';
import { undone } from './undone.js';

export const LOOKS_AHEAD = 'P90D';

const EXISTS = 'SELECT 1 FROM customers WHERE id = $1 AND erased_at IS NULL';
const MESSAGES = `
  SELECT node_id AS "nodeId", state, reason, not_before AS "notBefore", deferred_by AS "deferredBy" FROM messages WHERE version_id = $1`;

/** The plan with its first entry open to those who are played, whoever they are: they come in now. */
export const openTo = (plan: Plan): Plan => {
  const [first = ''] = plan.entries;
  const entry = plan.steps[first];
  if (entry?.kind !== 'audience' && entry?.kind !== 'event-entry') throw new Error('a plan begins with an entry');
  const { id, name, next, holdout, reentry } = entry;
  const { entryCap: _, blastGuard: __, ...settings } = plan.settings;
  const open = { ...{ id, name, next, holdout, reentry }, kind: 'audience' as const, audience: { condition: { all: [] } }, schedule: null };
  return { ...plan, entries: [first], steps: { ...plan.steps, [first]: open }, settings };
};

/**
 * The way of one customer through the draft, played by the engine itself on the customer's real facts: every step with its instant and the reason.
 * @throws AppError `not_found`; 422 `draft_not_foreseeable`
 */
export const previewJourney = async (
  { database, clock, logger, cohortLimit }: EngineParts,
  journeyId: string,
  { customerId, at }: BodyOf<typeof routes.previewJourney>,
): Promise<JourneyPreview> => {
  const now = at === undefined ? clock.now() : new Date(at);
  const { graph } = await readJourney(database, journeyId);
  const compiled = await compileDraft(database, graph, now, journeyId);
  if (!compiled.ok) throw refused(compiled.error, 'forecast');
  if ((await database.query(EXISTS, [customerId])).length === 0) throw notFound('customer', customerId);
  const plan = openTo(compiled.value);
  const until = addDuration(now, LOOKS_AHEAD);
  const play = { journeyId, plan, now, until, customerIds: [customerId], cohortLimit, logger, watch: async () => undefined };
  const tell = async (tx: Tx): Promise<Pick<JourneyPreview, 'steps' | 'exit'>> => {
    await rehearse(tx, play);
    const [stay] = (await pathsOf(tx, journeyId)).get(customerId) ?? [];
    if (!stay) throw new Error(`customer ${customerId} did not come in`);
    const messages = await tx.query<Decided>(MESSAGES, [IMAGINED_VERSION]);
    const exit = stay.exit && { ...stay.exit, at: stay.exit.at.toISOString() };
    const allocations = await allocationsOf(tx, journeyId);
    return { steps: explainStay(plan, { journeyId, customerId, stay, messages, allocations }), exit };
  };
  return { customerId, at: now.toISOString(), until: until.toISOString(), ...(await undone(database, tell)) };
};
