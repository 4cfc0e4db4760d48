import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../app/workspace.js';
import { createFormat, type Format } from './create-format.js';

/** Numbers, dates and money in the reader's language and the workspace's zone. */
export const useFormat = (): Format => {
  const { i18n, t } = useTranslation();
  const { timeZone, currency } = useWorkspace();
  return useMemo(() => createFormat({ language: i18n.language, timeZone, currency, t }), [i18n.language, timeZone, currency, t]);
};
