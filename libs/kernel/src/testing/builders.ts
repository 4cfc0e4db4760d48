import type { ConditionContext } from '../condition/evaluate.js';
import type { Profile } from '../condition/facts.js';
import { TEST_NOW } from './vocabulary.js';

/** A customer of whom nothing special is known, but for what is said. */
export const profileWith = (facts: Partial<Profile> = {}): Profile => ({
  id: '1',
  externalId: 'c-1',
  email: 'ann@example.org',
  phone: null,
  timeZone: null,
  locale: null,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  attributes: {},
  tags: [],
  consent: { email: true },
  suppressions: [],
  lists: [],
  scores: {},
  ...facts,
});

/** Asked at `TEST_NOW`, of somebody in no segment, with no message. */
export const conditionContext = (context: Partial<ConditionContext> = {}): ConditionContext => ({
  now: TEST_NOW,
  inSegment: () => false,
  messageHas: () => false,
  ...context,
});
