import type { NodeDataByKind } from '@wayfare/journey';
import { conditionWords, type Words } from './words.js';

/** An event and the tests on its properties: "purchase where amount is at least 300". */
export const matchWords = (match: Pick<NodeDataByKind['wait-event'], 'event' | 'where'>, words: Words): string => {
  const { t } = words;
  if (match.event === '') return t('nodes.someEvent');
  const tests = (match.where ?? []).filter((test) => test.property !== '');
  if (tests.length === 0) return t('nodes.event', { event: match.event });
  const said = tests.map((test) => conditionWords({ attribute: test.property, is: test.is, value: test.value }, words));
  return t('nodes.eventWhere', { event: match.event, tests: said.join(t('nodes.and')) });
};
