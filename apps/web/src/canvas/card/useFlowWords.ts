import type { AriaLabelConfig } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What React Flow itself says to those who listen, in the reader's language. */
export const useFlowWords = (): Partial<AriaLabelConfig> => {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('canvas.spoken.node'),
      'node.a11yDescription.keyboardDisabled': t('canvas.spoken.node'),
      'edge.a11yDescription.default': t('canvas.spoken.edge'),
      'minimap.ariaLabel': t('canvas.overview'),
      'handle.ariaLabel': t('canvas.spoken.handle'),
    }),
    [t],
  );
};
