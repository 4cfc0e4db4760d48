import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People are written to. */
export const send: KindView<'send'> = {
  family: 'action',
  icon: ({ channel }) => (channel === 'email' ? 'mail' : 'chat'),
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.send'), channel: 'email', tracking: { opens: true, clicks: true } }),
};
