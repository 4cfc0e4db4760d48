import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import type { Telling } from './words.js';

/** Everything that a likeness is told with. */
export const useTelling = (): Telling => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const catalogue = useRead(routes.catalogue).data;
  return { t, format, language: i18n.language, catalogue };
};
