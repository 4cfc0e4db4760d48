import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from '../card/NodeCard.module.css';
import { useLive } from './live-store.js';

/** While one draws on a running journey: who stands at the step now, and who has passed. */
export const LiveLine = ({ nodeId }: { nodeId: string }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const live = useLive((state) => state.nodes[nodeId]);
  if (!live) return null;
  return (
    <div className={styles.counts}>
      <span>
        {t('canvas.live.here')} <b>{number(live.here)}</b>
      </span>
      <span>
        {t('canvas.live.passed')} <b>{number(live.passed)}</b>
      </span>
    </div>
  );
};
