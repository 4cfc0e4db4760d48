import type { NodeDataByKind } from '@wayfare/journey';
import { conditionWords, type Words } from '../words.js';

/** One path says its condition; several say their names, since the first that holds wins. */
export const sentence = ({ paths }: NodeDataByKind['branch'], words: Words): string => {
  const { t, format } = words;
  const [only, second] = paths;
  if (!only) return t('nodes.branch.noPath');
  if (!second)
    return only.condition ? t('nodes.branch.one', { condition: conditionWords(only.condition, words) }) : t('nodes.branch.noCondition');
  return t('nodes.branch.several', {
    paths: format.list(
      paths.map((path) => path.name || path.id),
      'disjunction',
    ),
  });
};
