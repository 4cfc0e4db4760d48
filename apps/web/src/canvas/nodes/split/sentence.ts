import type { NodeDataByKind } from '@wayfare/journey';
import { attributeName } from '../../../audiences/condition/names.js';
import type { Words } from '../words.js';
import { sharesOf } from './shares.js';

/** "A 45% · B 45% · Control 10%", or the attribute that says the arm. */
export const sentence = ({ arms, assignBy }: NodeDataByKind['split'], { t, format }: Words): string => {
  if (typeof assignBy === 'object')
    return t('nodes.split.byAttribute', {
      attribute: assignBy.attribute === '' ? t('nodes.unfinished') : attributeName(assignBy.attribute, t),
    });
  const shares = sharesOf(arms);
  return arms.map((arm, at) => `${arm.name || arm.id} ${format.percent(shares[at] ?? 0)}`).join(' · ');
};
