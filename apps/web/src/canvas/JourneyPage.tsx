import { type Journey, routes } from '@wayfare/contracts';
import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { ErrorNote } from '../ui/ErrorNote.js';
import { JourneyCanvas } from './JourneyCanvas.js';

/** One journey, drawn. */
export const JourneyPage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  // once: from then on the store holds the drawing, and each save tells how the journey stands
  const journey = useRead(routes.journey, { id }, { fresh: Number.POSITIVE_INFINITY });
  if (!journey.data) {
    return (
      <>
        <PageTop title={t('app.rail.journeys')} crumbs={[{ label: t('app.rail.journeys'), to: '/journeys' }]} />
        {journey.error ? <ErrorNote error={journey.error} retry={() => void journey.refetch()} /> : null}
      </>
    );
  }
  const first: Journey = journey.data;
  return (
    <ReactFlowProvider key={id}>
      <JourneyCanvas journey={first} />
    </ReactFlowProvider>
  );
};
