import styles from '../card/NodeCard.module.css';
import { useSpeech } from '../nodes/WordsProvider.js';
import { useLive } from './live-store.js';

/** While one draws on a running journey: who stands at the step now, and who has passed. */
export const LiveLine = ({ nodeId }: { nodeId: string }) => {
  const { t, format } = useSpeech();
  const live = useLive((state) => state.nodes[nodeId]);
  if (!live) return null;
  return (
    <div className={styles.counts}>
      <span>
        {t('canvas.live.here')} <b>{format.number(live.here)}</b>
      </span>
      <span>
        {t('canvas.live.passed')} <b>{format.number(live.passed)}</b>
      </span>
    </div>
  );
};
