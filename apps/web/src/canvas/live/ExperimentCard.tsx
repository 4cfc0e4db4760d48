import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Experiment } from '../../experiments/Experiment.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import styles from './live.module.css';

const EVERY_MS = 10_000;

/** How the experiment stands that is chosen on the drawing. */
export const ExperimentCard = ({ journeyId }: { journeyId: string }) => {
  const node = useCanvas((state) => (state.selection.length === 1 ? nodeIn(state.sheet, state.selection[0] ?? '') : undefined));
  return node?.type === 'experiment' ? <Card journeyId={journeyId} nodeId={node.id} name={node.data.name} /> : null;
};

const Card = ({ journeyId, nodeId, name }: { journeyId: string; nodeId: string; name: string }) => {
  const { t } = useTranslation();
  const read = useRead(routes.experiments, { id: journeyId }, { every: EVERY_MS });
  const experiment = read.data?.items.find((item) => item.nodeId === nodeId);
  return (
    <aside className={styles.side} aria-label={name}>
      <h2>{t('experiments.of', { name })}</h2>
      {read.error ? <ErrorNote error={read.error} retry={() => void read.refetch()} /> : null}
      {experiment ? <Experiment journeyId={journeyId} experiment={experiment} /> : null}
    </aside>
  );
};
