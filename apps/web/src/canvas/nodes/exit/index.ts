import type { KindView } from '../kind.js';

/** People leave. */
export const exit: KindView<'exit'> = {
  family: 'exit',
  icon: () => 'door',
  sentence: (_, { t }) => t('nodes.exit.says'),
  defaults: (t) => ({ name: t('nodes.kind.exit') }),
};
