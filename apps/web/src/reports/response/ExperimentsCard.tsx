import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Experiment } from '../../experiments/Experiment.js';
import { Card } from '../../ui/index.js';

const EVERY_MS = 30_000;

/** The experiments of the journey, over all days: what was decided, and what can be told so far. Nothing where it has none. */
export const ExperimentsCard = ({ journeyId }: { journeyId: string }) => {
  const { t } = useTranslation();
  const read = useRead(routes.experiments, { id: journeyId }, { every: EVERY_MS });
  return read.data?.items.map((experiment) => (
    <Card
      key={`${experiment.nodeId} ${experiment.begunAt} ${experiment.state}`}
      title={t('experiments.of', { name: experiment.name })}
      lead={t('experiments.question')}
    >
      <Experiment journeyId={journeyId} experiment={experiment} />
    </Card>
  ));
};
