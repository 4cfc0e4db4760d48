import { type Journey, type Live, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { AskForPerson } from '../../journeys/why/AskForPerson.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import stage from '../edit/Stage.module.css';
import { lookOf, PublishedStage } from '../published/PublishedStage.js';
import { Door } from './Door.js';
import { ExperimentCard } from './ExperimentCard.js';
import { LiveEdge } from './LiveEdge.js';
import { LiveNode } from './LiveNode.js';
import styles from './live.module.css';
import { OpenedPeople } from './OpenedPeople.js';
import { PauseNote } from './PauseNote.js';
import { SideCard } from './SideCard.js';
import { Summary } from './Summary.js';
import { VersionPicker } from './VersionPicker.js';

const LOOK = lookOf(LiveNode, LiveEdge);

interface LiveModeProps {
  readonly journey: Journey;
  readonly live: Live | undefined;
  /** The version whose people are looked at; null: everyone, on the drawing that runs. */
  readonly version: number | null;
  onVersion(version: number | null): void;
}

/** Looking: where people stand now, and which way they went, on the drawing that they go by and not on the draft. Nothing can be changed here. */
export const LiveMode = ({ journey, live, version, onVersion }: LiveModeProps) => {
  const { t } = useTranslation();
  const number = version ?? journey.version ?? undefined;
  // what was published never changes
  const published = useRead(
    routes.journeyVersion,
    { id: journey.id, number },
    { enabled: number !== undefined, fresh: Number.POSITIVE_INFINITY },
  );
  return (
    <section className={`${styles.mode} ${stage.stage}`} aria-label={t('canvas.mode.live')}>
      {published.error ? <ErrorNote error={published.error} retry={() => void published.refetch()} /> : null}
      {published.data ? (
        <PublishedStage key={published.data.id} graph={published.data.graph} look={LOOK}>
          <SideCard />
          <OpenedPeople journeyId={journey.id} version={version} />
          <ExperimentCard journeyId={journey.id} />
        </PublishedStage>
      ) : null}
      {live ? (
        <Summary live={live}>
          <VersionPicker journey={journey} version={version} onVersion={onVersion} />
          <AskForPerson journeyId={journey.id} />
        </Summary>
      ) : null}
      {live ? <PauseNote pause={live.pause} /> : null}
      {live ? <Door journeyId={journey.id} door={live.door} entered={live.entered} /> : null}
    </section>
  );
};
