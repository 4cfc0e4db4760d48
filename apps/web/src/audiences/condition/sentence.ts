import type { Condition, Leaf, Measure, Operand, ScoreLeaf, SeveralLeaf } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { durationInWords } from '../../i18n/create-format.js';
import { tight } from '../../i18n/spacing.js';
import { fieldName, isAboutHistory, isAboutSeveral } from './fields.js';
import { historyValue } from './history.js';
import { attributeName, consentName, MISSING, type Names, nameIn } from './names.js';
import { nextsOf } from './next.js';
import { guessKind, operatorOf, type Test } from './operators.js';
import { timesOf } from './times.js';

const MOST_VALUES = 4;

const isAgo = (value: Operand): value is { ago: string } => typeof value === 'object' && !Array.isArray(value);

const listed = (values: readonly (string | number | boolean)[], t: TFunction): string => {
  const [first, ...rest] = values.slice(0, MOST_VALUES).map(String);
  if (first === undefined) return MISSING;
  const shown = rest.reduce((left, right) => t(`condition.orValue`, { left, right }), first);
  return values.length > MOST_VALUES ? t(`condition.andMore`, { shown, count: values.length - MOST_VALUES }) : shown;
};

/** What single values are called: most are what they are. */
type Called = (value: string) => string;

const valueWords = (value: Operand | undefined, t: TFunction, called: Called = (one) => one): string => {
  if (value === undefined || value === '') return MISSING;
  if (Array.isArray(value))
    return listed(
      value.map((one) => (typeof one === 'string' ? called(one) : one)),
      t,
    );
  if (isAgo(value)) return durationInWords(value.ago.replace('-', ''), t);
  return typeof value === 'boolean' ? t(`condition.boolean.${value}`) : called(String(value));
};

const testWords = (subject: string, test: Test, t: TFunction, called?: Called): string =>
  t(`condition.test.${operatorOf(test, guessKind(test)).id}`, { subject: subject || MISSING, value: valueWords(test.value, t, called) });

const whereOfTests = (tests: readonly string[], t: TFunction, form: 'where' | 'whereOf'): string =>
  tests.length === 0 ? '' : t(`condition.${form}`, { tests: tests.join(t(`condition.andWhere`)) });

/** What a question asks of each of several things. */
const whereWords = (leaf: SeveralLeaf, t: TFunction, names: Names, form: 'where' | 'whereOf'): string => {
  const called =
    (property: string): Called =>
    (value) =>
      isAboutHistory(leaf) ? historyValue(leaf, property, value, names, t) : value;
  const tests = (leaf.where ?? []).map((test) => testWords(fieldName(leaf, test.property, t), test, t, called(test.property)));
  return whereOfTests(tests, t, form);
};

/** "At least once" goes without saying, so that its opposite is simply "has no". */
const isOnce = (leaf: SeveralLeaf): boolean => {
  const { mode, low } = timesOf(leaf.count);
  return mode === 'atLeast' && low === 1;
};

const whenWords = ({ within, from, to }: SeveralLeaf, t: TFunction): string => {
  if (within !== undefined) return t(`condition.within`, { span: durationInWords(within, t) });
  const ends = { from: from || MISSING, to: to || MISSING };
  if (from !== undefined && to !== undefined) return t(`condition.between`, ends);
  if (from !== undefined) return t(`condition.since`, ends);
  return to === undefined ? '' : t(`condition.until`, ends);
};

const nextWords = (leaf: SeveralLeaf, t: TFunction): string =>
  ('event' in leaf ? nextsOf(leaf) : [])
    .map(({ kind, next }) =>
      t(`condition.sequence.${kind}`, {
        event: next.event || MISSING,
        span: durationInWords(next.within, t),
        where: whereOfTests(
          (next.where ?? []).map((test) => testWords(test.property, test, t)),
          t,
          'where',
        ),
      }),
    )
    .join('');

/** Where the words about such things stand in the dictionaries. */
const wordsAbout = (leaf: SeveralLeaf) => {
  if ('messages' in leaf) return `messages.${leaf.messages}` as const;
  if ('enrollments' in leaf) return `enrollments.${leaf.enrollments}` as const;
  return 'order' in leaf ? leaf.order : 'event';
};

/** Whoever is in a journey is there now: what has a time is when they came. */
const sinceWords = (leaf: SeveralLeaf, t: TFunction): string => {
  const within = whenWords(leaf, t);
  return 'enrollments' in leaf && leaf.enrollments === 'inside' && within !== '' ? t(`condition.cameIn`, { within }) : within;
};

const countWords = (leaf: SeveralLeaf, form: 'some' | 'none' | 'counted', t: TFunction, names: Names): string => {
  const { mode, low, high } = timesOf(leaf.count);
  return t(`condition.${wordsAbout(leaf)}.${form}`, {
    event: ('event' in leaf && leaf.event) || MISSING,
    within: sinceWords(leaf, t),
    where: whereWords(leaf, t, names, 'where'),
    next: nextWords(leaf, t),
    times: form === 'counted' ? t(`condition.times.${mode}`, { count: low, high }) : '',
  });
};

const thingsOf = (leaf: SeveralLeaf, t: TFunction): string => {
  if ('messages' in leaf) return t(`condition.messages.${leaf.messages}.things`);
  if ('enrollments' in leaf) return t(`condition.enrollments.${leaf.enrollments}.things`);
  return 'order' in leaf ? t(`condition.measure.${leaf.order}`) : t(`condition.measure.event`, { event: leaf.event || MISSING });
};

/** What is measured, in the parts of a sentence: which things, when and where. */
export const happenedWords = (
  leaf: SeveralLeaf,
  t: TFunction,
  names: Names = {},
): { what: string; within: string; where: string; next: string } => ({
  what: thingsOf(leaf, t),
  within: whenWords(leaf, t),
  where: whereWords(leaf, t, names, 'whereOf'),
  next: nextWords(leaf, t),
});

/** What things come to: "the sum of amount over items bought in the last 90 days (where category is Shoes) is at least 500". */
const measureWords = (leaf: SeveralLeaf, measure: Measure, t: TFunction, names: Names): string => {
  const { take, of } = measure;
  const subject = t(`condition.measure.${take}`, {
    of: of === undefined ? t(`condition.measure.when`) : fieldName(leaf, of, t) || MISSING,
    ...happenedWords(leaf, t, names),
  });
  const called: Called = (value) => (isAboutHistory(leaf) && of !== undefined ? historyValue(leaf, of, value, names, t) : value);
  return testWords(subject, measure, t, called);
};

const saySeveral = (leaf: SeveralLeaf, t: TFunction, names: Names): string => {
  const isNever = timesOf(leaf.count).mode === 'never';
  const counted = () => countWords(leaf, isNever ? 'none' : isOnce(leaf) ? 'some' : 'counted', t, names);
  if (!leaf.measure) return counted();
  const measured = measureWords(leaf, leaf.measure, t, names);
  return leaf.count === undefined ? measured : [counted(), measured].join(t(`condition.andWhere`));
};

const scoreWords = (leaf: ScoreLeaf, t: TFunction): string => {
  const bounds = (['gte', 'gt', 'lte', 'lt'] as const).flatMap((is) => {
    const value = leaf[is];
    return value === undefined ? [] : [t(`condition.test.${is}`, { subject: '', value }).trim()];
  });
  return t(`condition.says.score`, { name: leaf.score, bounds: bounds.join(t(`condition.andWhere`)) });
};

/** A row that has words for yes and words for no, since "not" reads badly in front of them. */
const sayOrDeny = (leaf: Leaf, form: 'says' | 'saysNot', t: TFunction, names: Names): string | null => {
  if ('tag' in leaf) return t(`condition.${form}.tag`, { name: nameIn(names.tags, leaf.tag) });
  if ('consent' in leaf) return t(`condition.${form}.consent`, { name: consentName(leaf.consent, t, names) });
  if ('segment' in leaf) return t(`condition.${form}.segment`, { name: nameIn(names.segments, leaf.segment) });
  if ('list' in leaf) return t(`condition.${form}.list`, { name: nameIn(names.lists, leaf.list) });
  if ('message' in leaf) return t(`condition.${form}.message.${leaf.message.result}`, { name: nameIn(names.nodes, leaf.message.node) });
  if (isAboutSeveral(leaf) && !leaf.measure && form === 'saysNot' && isOnce(leaf)) return countWords(leaf, 'none', t, names);
  return null;
};

const say = (leaf: Leaf, t: TFunction, names: Names): string => {
  if ('attribute' in leaf) return testWords(attributeName(leaf.attribute, t), leaf, t);
  if (isAboutSeveral(leaf)) return saySeveral(leaf, t, names);
  if ('score' in leaf) return scoreWords(leaf, t);
  return sayOrDeny(leaf, 'says', t, names) ?? '';
};

/** Whether a group needs brackets beside others: one of a single row says no more than the row. */
const isSeveral = (condition: Condition): boolean =>
  ('all' in condition ? condition.all.length : 'any' in condition ? condition.any.length : 0) > 1;

const joined = (children: readonly Condition[], word: 'and' | 'or', t: TFunction, names: Names): string => {
  const inBrackets = (child: Condition): boolean => children.length > 1 && isSeveral(child);
  return children
    .map((child) => (inBrackets(child) ? t(`condition.brackets`, { inner: words(child, t, names) }) : words(child, t, names)))
    .join(t(`condition.${word}`));
};

const denied = (inner: Condition, t: TFunction, names: Names): string => {
  if ('not' in inner) return words(inner.not, t, names);
  const denial = 'all' in inner || 'any' in inner ? null : sayOrDeny(inner, 'saysNot', t, names);
  return denial ?? t(`condition.not`, { inner: words(inner, t, names) });
};

const words = (condition: Condition, t: TFunction, names: Names): string => {
  if ('all' in condition) return joined(condition.all, 'and', t, names);
  if ('any' in condition) return joined(condition.any, 'or', t, names);
  if ('not' in condition) return denied(condition.not, t, names);
  return say(condition, t, names);
};

/** A condition in one sentence of the reader's language: what a node of the canvas, a segment or a list says of itself. */
export const sentenceOf = (condition: Condition | null, t: TFunction, names: Names = {}): string =>
  condition === null ? t(`condition.everyone`) : tight(words(condition, t, names));
