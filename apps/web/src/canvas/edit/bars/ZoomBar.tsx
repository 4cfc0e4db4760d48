import { Menu } from '@mantine/core';
import { useReactFlow, useStore } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/Icon.js';
import type { IconName } from '../../../ui/icons.js';
import { Tip } from '../../../ui/Tip.js';
import { useFit } from '../../card/fit.js';
import styles from './bars.module.css';

const Act = ({ icon, label, keys, onClick }: { icon: IconName; label: string; keys?: string | undefined; onClick(): void }) => (
  <Tip label={label} keys={keys}>
    <button type="button" aria-label={label} onClick={onClick}>
      <Icon name={icon} size={15} />
    </button>
  </Tip>
);

/** How large the paper is shown; `onTidy` is left out where nothing may be moved. */
export const ZoomBar = ({
  onTidy,
  onExport,
  above,
}: {
  onTidy?: (() => void) | undefined;
  onExport?: ((format: 'png' | 'svg') => void) | undefined;
  /** Room that stays free above the drawing. */
  above?: number | undefined;
}) => {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const fit = useFit(above);
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className={`${styles.bar} ${styles.zoom}`} role="toolbar" aria-label={t('canvas.zoom.label')}>
      <Act icon="minus" label={t('canvas.zoom.out')} keys="-" onClick={() => void flow.zoomOut({ duration: 120 })} />
      <Tip label={t('canvas.zoom.actual')} keys="0">
        <button type="button" className={styles.share} onClick={() => void flow.zoomTo(1, { duration: 120 })}>
          {zoom}%
        </button>
      </Tip>
      <Act icon="plus" label={t('canvas.zoom.in')} keys="+" onClick={() => void flow.zoomIn({ duration: 120 })} />
      <Act icon="fit" label={t('canvas.zoom.fit')} keys="1" onClick={() => fit()} />
      {onTidy ? <Act icon="tidy" label={t('canvas.zoom.tidy')} keys="T" onClick={onTidy} /> : null}
      {onExport ? (
        <Menu position="top-start" width={160}>
          <Menu.Target>
            <button type="button" aria-label={t('canvas.zoom.export')} title={t('canvas.zoom.export')}>
              <Icon name="image" size={15} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onExport('png')}>{t('canvas.zoom.png')}</Menu.Item>
            <Menu.Item onClick={() => onExport('svg')}>{t('canvas.zoom.svg')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
};
