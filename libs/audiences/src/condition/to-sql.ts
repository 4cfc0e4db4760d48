import { Binder, type ComparedValue, comparisonToSql, jsonField, type SqlFragment } from '@wayfare/customers';
import { BUILT_IN_ATTRIBUTES, type Condition, isAboutSeveral, type MessageLeaf, type MessageResult } from '@wayfare/kernel';
import { isId } from './ids.js';
import { severalToSql } from './several-to-sql.js';
import { instantValue } from './sources.js';

/** Where a condition is asked in a statement. */
export interface ConditionScope {
  /** The instant at which it is asked. */
  readonly now: Date;
  /** The number of the first placeholder that is free. */
  readonly firstParameter: number;
  /** The alias of `customers` in the statement. */
  readonly customer: string;
  /** The stay that messages are looked for in: the journey, and an expression of the entry's number. Outside a journey nobody has a message. */
  readonly enrollment?: { readonly journeyId: string; readonly entryNo: string };
}

/**
 * The SQL back end of the condition language: a predicate over an alias of `customers`, never null, that answers for each person as
 * `evaluateCondition` of the kernel does (decision 002, rule 13; a property test holds them together). Every name and value is a
 * parameter. Segments must have been put in place (`resolveSegments`): one that still stands holds of no one.
 */
export const conditionToSql = (condition: Condition, scope: ConditionScope): SqlFragment => {
  const binder = new Binder(scope.firstParameter);
  const text = new Compiler(scope, binder).compile(condition);
  return { text, parameters: binder.parameters };
};

/** An attribute or a built-in column of an alias of `customers`. */
export const attributeColumn = (name: string, customer: string, binder: Binder): ComparedValue => {
  const column = (text: string): ComparedValue => ({ json: `to_jsonb(${text})`, column: text });
  switch (BUILT_IN_ATTRIBUTES.find((builtIn) => builtIn === name)) {
    case 'createdAt':
      return instantValue(`${customer}.created_at`);
    case 'externalId':
      return column(`${customer}.external_id`);
    case 'timeZone':
      return column(`${customer}.time_zone`);
    case 'email':
    case 'phone':
    case 'locale':
      return column(`${customer}.${name}`);
    case undefined:
      return jsonField(`${customer}.attributes`, name, binder);
  }
};

const SENT = ['sent', 'delivered', 'bounced'];

class Compiler {
  constructor(
    private readonly scope: ConditionScope,
    private readonly binder: Binder,
  ) {}

  compile(condition: Condition): string {
    if ('all' in condition) return this.join(condition.all, 'AND', 'true');
    if ('any' in condition) return this.join(condition.any, 'OR', 'false');
    if ('not' in condition) return `(NOT ${this.compile(condition.not)})`;
    if ('attribute' in condition)
      return comparisonToSql(
        attributeColumn(condition.attribute, this.scope.customer, this.binder),
        condition.is,
        condition.value,
        this.scope.now,
        this.binder,
      );
    if (isAboutSeveral(condition)) return severalToSql(condition, this.scope.customer, this.scope.now, this.binder);
    if ('tag' in condition) return `(${this.binder.bind(condition.tag, 'text')} = ANY (${this.scope.customer}.tags))`;
    if ('consent' in condition)
      return `EXISTS (SELECT 1 FROM consents k WHERE k.customer_id = ${this.scope.customer}.id AND k.channel = ${this.binder.bind(condition.consent, 'text')} AND k.granted)`;
    if ('list' in condition) return this.list(condition.list);
    if ('message' in condition) return this.message(condition);
    // Segments that are gone hold of no one, and no model has written a score yet.
    return 'false';
  }

  private join(children: readonly Condition[], operator: 'AND' | 'OR', ofNone: string): string {
    return children.length === 0 ? ofNone : `(${children.map((child) => this.compile(child)).join(` ${operator} `)})`;
  }

  private list(id: string): string {
    if (!isId(id)) return 'false';
    return `EXISTS (SELECT 1 FROM list_members lm WHERE lm.customer_id = ${this.scope.customer}.id AND lm.list_id = ${this.binder.bind(id, 'bigint')})`;
  }

  private message({ message }: MessageLeaf): string {
    const { enrollment, customer } = this.scope;
    if (!enrollment) return 'false';
    const journey = this.binder.bind(enrollment.journeyId, 'bigint');
    const node = this.binder.bind(message.node, 'text');
    return `coalesce((SELECT ${hasResult(message.result)} FROM messages m WHERE m.customer_id = ${customer}.id AND m.journey_id = ${journey} AND m.entry_no = ${enrollment.entryNo} AND m.node_id = ${node} ORDER BY m.pass DESC LIMIT 1), false)`;
  }
}

const hasResponse = (kinds: string): string =>
  `EXISTS (SELECT 1 FROM responses r WHERE r.customer_id = m.customer_id AND r.message_id = m.id AND r.kind IN (${kinds}) AND NOT r.machine)`;

const hasResult = (result: MessageResult): string => {
  switch (result) {
    case 'sent':
      return `m.state IN (${SENT.map((state) => `'${state}'`).join(', ')})`;
    case 'delivered':
    case 'bounced':
    case 'suppressed':
      return `m.state = '${result}'`;
    case 'opened':
      return hasResponse("'open', 'click'");
    case 'clicked':
      return hasResponse("'click'");
  }
};
