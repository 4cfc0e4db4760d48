import type { NodeDataByKind } from '@wayfare/journey';
import { called, joined, type Words } from '../words.js';

/** "A code of “Ten off”, good for 30 days, 2 tiers besides". */
export const sentence = ({ poolId, tiers = [], validFor }: NodeDataByKind['coupon'], words: Words): string => {
  const { t, format, names } = words;
  if (!poolId) return t('nodes.coupon.noPool');
  return joined(
    [
      t('nodes.coupon.says', { pool: called(names.couponPools, poolId) }),
      validFor === undefined
        ? null
        : t('nodes.coupon.validFor', { duration: validFor === '' ? t('nodes.unfinished') : format.duration(validFor) }),
      tiers.length === 0 ? null : t('nodes.coupon.tiers', { count: tiers.length }),
    ],
    words,
  );
};
