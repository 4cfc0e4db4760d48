import type { NodeDataByKind } from '@wayfare/journey';
import { attributeName } from '../../../audiences/condition/names.js';
import type { Words } from '../words.js';

/** "By score: Low below 50 · High". */
export const sentence = ({ attribute, bands }: NodeDataByKind['score-split'], { t, format }: Words): string => {
  const last = bands.length - 1;
  const said = bands.map(({ id, name, below }, at) =>
    at === last
      ? name || id
      : t('nodes.score.band', { name: name || id, below: below === undefined ? t('nodes.unfinished') : format.number(below) }),
  );
  return t('nodes.score.says', {
    attribute: attribute === '' ? t('nodes.unfinished') : attributeName(attribute, t),
    bands: said.join(' · '),
  });
};
