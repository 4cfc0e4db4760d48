import type { PropertyTest } from '@wayfare/kernel';
import { comparisonToSql, jsonField, type Now } from './compare.js';
import { Binder, type SqlFragment } from './fragment.js';

export interface EventTestScope {
  /** The alias of `events` in the statement. */
  readonly alias: string;
  /** The number of the first placeholder that is free. */
  readonly firstParameter: number;
  /** What `{ago}` counts back from; the instant at which each event was received where absent. */
  readonly now?: Date;
}

/** Whether an event's properties pass every test, put together with others in one statement. */
export const bindEventTests = (tests: readonly PropertyTest[], alias: string, now: Now, binder: Binder): string =>
  tests.length === 0
    ? 'true'
    : tests
        .map((test) => comparisonToSql(jsonField(`${alias}.properties`, test.property, binder), test.is, test.value, now, binder))
        .join(' AND ');

/** Whether an event's properties pass every test: `holdsForEvent` of the kernel as a predicate over an alias of `events`. */
export const eventTestsToSql = (tests: readonly PropertyTest[], scope: EventTestScope): SqlFragment => {
  const binder = new Binder(scope.firstParameter);
  const text = bindEventTests(tests, scope.alias, scope.now ?? `${scope.alias}.received_at`, binder);
  return { text, parameters: binder.parameters };
};
