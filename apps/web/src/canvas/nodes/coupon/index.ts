import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** Each gets a code of their own. */
export const coupon: KindView<'coupon'> = {
  family: 'action',
  icon: () => 'ticket',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.coupon') }),
};
