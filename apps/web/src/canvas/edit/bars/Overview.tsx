import { MiniMap } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import styles from './bars.module.css';

/** The whole drawing in small; drag in it to move about. */
export const Overview = () => {
  const { t } = useTranslation();
  return (
    <MiniMap
      className={`${styles.bar} ${styles.map}`}
      style={{ width: 148, height: 92, margin: 0, right: 14, bottom: 14, background: 'var(--surface)' }}
      ariaLabel={t('canvas.overview')}
      pannable
      zoomable
      nodeBorderRadius={16}
      nodeColor={(node) => (node.selected ? 'var(--seal)' : 'var(--line-strong)')}
      nodeStrokeWidth={0}
      bgColor="transparent"
      maskColor="color-mix(in srgb, var(--paper) 62%, transparent)"
    />
  );
};
