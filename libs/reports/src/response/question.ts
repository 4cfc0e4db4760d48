import { eventTestsToSql } from '@wayfare/customers';
import type { EventMatch, Plan } from '@wayfare/journey';
import { dayBounds } from '@wayfare/kernel';
import { nameParameters, type Values } from '../bind.js';

/** What a response report asks: whose day, what counts as a response and as a conversion. */
export interface Question {
  readonly journeyId: string;
  readonly from: Date;
  readonly to: Date;
  readonly response: { readonly match: EventMatch | null; readonly window: string };
  readonly goal: { readonly match: EventMatch; readonly window: string } | null;
}

export const questionOf = (journeyId: string, day: string, timeZone: string, plan: Plan): Question => ({
  journeyId,
  ...dayBounds(day, timeZone),
  response: plan.settings.response,
  goal: plan.settings.goal,
});

/** The question as the statements read it: values by name, and the property tests on event alias `ev`. */
export interface Asked {
  readonly values: Values;
  readonly responseWhere: string;
  readonly goalWhere: string;
}

/** Where the response is a click or a reply, `:responseEvent` is null; where there is no goal, `:goalEvent` is. */
export const askedOf = (question: Question): Asked => {
  const { response, goal } = question;
  const tests = (match: EventMatch | undefined | null, prefix: string) =>
    nameParameters(eventTestsToSql(match?.where ?? [], { alias: 'ev', firstParameter: 1 }), prefix);
  const responseTests = tests(response.match, 'responseTest');
  const goalTests = tests(goal?.match, 'goalTest');
  return {
    values: {
      journey: question.journeyId,
      from: question.from,
      to: question.to,
      responseEvent: response.match?.event ?? null,
      responseWindow: response.window,
      goalEvent: goal?.match.event ?? null,
      goalWindow: goal?.window ?? 'P0D',
      ...responseTests.values,
      ...goalTests.values,
    },
    responseWhere: responseTests.text,
    goalWhere: goalTests.text,
  };
};
