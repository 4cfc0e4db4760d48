import { type Journey, type LaunchChoice, routes } from '@wayfare/contracts';
import { useMemo } from 'react';
import { useRead } from '../../../api/hooks.js';
import { ErrorNote } from '../../../ui/ErrorNote.js';
import { Loading } from '../../../ui/Loading.js';
import { graphOf } from '../../sheet/sheet.js';
import { useCanvas } from '../../store/context.js';
import { Differences } from './Differences.js';
import { Experiments } from './Experiments.js';
import { PeopleInside } from './PeopleInside.js';
import { useChanges } from './useChanges.js';

interface ChangesProps {
  readonly journey: Journey;
  readonly choice: LaunchChoice;
  onChoice(choice: LaunchChoice): void;
}

/** Before the next version is published: what it changes, and what becomes of the people inside. */
export const Changes = ({ journey, choice, onChoice }: ChangesProps) => {
  const changes = useChanges(journey);
  const running = useRead(
    routes.journeyVersion,
    { id: journey.id, number: journey.version ?? undefined },
    { enabled: journey.version !== null, fresh: Number.POSITIVE_INFINITY },
  );
  const sheet = useCanvas((state) => state.sheet);
  const draft = useMemo(() => graphOf(sheet), [sheet]);
  const names = useMemo(() => new Map(draft.nodes.map(({ id, data }) => [id, data.name])), [draft]);
  if (journey.version === null) return null;
  const error = changes.error ?? running.error;
  if (error) return <ErrorNote error={error} retry={() => void changes.refetch()} />;
  if (!changes.data || !running.data) return <Loading lines={3} />;
  return (
    <>
      <Differences changes={changes.data} drawings={{ before: running.data.graph, after: draft }} />
      <Experiments experiments={changes.data.experiments} />
      {changes.data.standing.length > 0 ? <PeopleInside changes={changes.data} names={names} choice={choice} onChoice={onChoice} /> : null}
    </>
  );
};
