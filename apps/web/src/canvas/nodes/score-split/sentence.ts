import type { NodeDataByKind } from '@wayfare/journey';
import { attributeName } from '../../../audiences/condition/names.js';
import type { Words } from '../words.js';
import { tenthsOf } from './tenths.js';

/** "By score: Low below 50 · High", or "Low tenths 1–5 · High tenths 6–10". */
export const sentence = ({ attribute, bands, mode }: NodeDataByKind['score-split'], { t, format }: Words): string => {
  const last = bands.length - 1;
  const said = bands.map(({ id, name, below }, at) =>
    mode === 'deciles'
      ? t('nodes.score.tenths', { name: name || id, ...tenthsOf(bands, at) })
      : at === last
        ? name || id
        : t('nodes.score.band', { name: name || id, below: below === undefined ? t('nodes.unfinished') : format.number(below) }),
  );
  return t('nodes.score.says', {
    attribute: attribute === '' ? t('nodes.unfinished') : attributeName(attribute, t),
    bands: said.join(' · '),
  });
};
