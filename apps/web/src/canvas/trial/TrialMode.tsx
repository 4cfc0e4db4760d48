import type { Customer, Journey } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button.js';
import { Segmented } from '../../ui/Segmented.js';
import stage from '../edit/Stage.module.css';
import { lookOf, PublishedStage } from '../published/PublishedStage.js';
import { LitEdge } from './LitEdge.js';
import { LitNode } from './LitNode.js';
import { NOTHING_LIT } from './lit.js';
import { useLit } from './lit-store.js';
import { PreviewAs } from './PreviewAs.js';
import { TestRunPanel } from './TestRunPanel.js';
import styles from './trial.module.css';

const LOOK = lookOf(LitNode, LitEdge);
const WAYS = ['run', 'preview'] as const;
type Way = (typeof WAYS)[number];

interface TrialModeProps {
  readonly journey: Journey;
  /** The draft as it was saved. */
  readonly graph: Graph;
  /** Whose way is shown first; null: a test run is begun. */
  readonly customer: Customer | null;
  onClose(): void;
}

/** Trying a draft out: test people go through, or one customer's way is foretold; either lights up on the drawing. */
export const TrialMode = ({ journey, graph, customer, onClose }: TrialModeProps) => {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>(customer ? 'preview' : 'run');
  const show = useLit((state) => state.show);
  useEffect(() => () => show(NOTHING_LIT), [show]);
  return (
    <div className={styles.mode}>
      <section className={stage.stage} aria-label={t('testRun.drawing')}>
        <PublishedStage graph={graph} look={LOOK} />
      </section>
      <aside className={styles.panel} aria-label={t('testRun.title')}>
        <div className={styles.head}>
          <Segmented
            label={t('testRun.way.label')}
            value={way}
            options={WAYS.map((value) => ({ value, label: t(`testRun.way.${value}`) }))}
            onChange={(next) => {
              show(NOTHING_LIT);
              setWay(next);
            }}
          />
          <IconButton icon="close" label={t('testRun.close')} onClick={onClose} />
        </div>
        {way === 'run' ? <TestRunPanel journey={journey} graph={graph} /> : <PreviewAs journey={journey} first={customer} />}
      </aside>
    </div>
  );
};
