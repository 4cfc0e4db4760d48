import { type Journey, type Replay, routes } from '@wayfare/contracts';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import stage from '../edit/Stage.module.css';
import { lookOf, PublishedStage } from '../published/PublishedStage.js';
import { busiestLine, totalsAt } from './frames.js';
import { Player } from './Player.js';
import { ReplayEdge } from './ReplayEdge.js';
import { ReplayNode } from './ReplayNode.js';
import styles from './replay.module.css';
import { useReplay } from './replay-store.js';
import { Totals } from './Totals.js';
import { usePlayer, usePlayerKeys } from './usePlayer.js';

const LOOK = lookOf(ReplayNode, ReplayEdge);
/** A journey that is at work is told anew now and then. */
const REREAD = 30_000;

/** Looking back: how people went through the journey, day by day, each on the drawing that ran then. Nothing can be changed here. */
export const ReplayMode = ({ journey }: { journey: Journey }) => {
  const { t } = useTranslation();
  const isActive = journey.state === 'running' || journey.state === 'paused';
  const replay = useRead(routes.replay, { id: journey.id }, { every: isActive ? REREAD : false, fresh: 0 });
  return (
    <section className={styles.mode} aria-label={t('canvas.mode.replay')}>
      {replay.error ? <ErrorNote error={replay.error} retry={() => void replay.refetch()} /> : null}
      {replay.data?.frames.length === 0 ? (
        <EmptyState icon="clock" title={t('canvas.replay.empty')} body={t('canvas.replay.emptyBody')} />
      ) : null}
      {replay.data && replay.data.frames.length > 0 ? <Days journeyId={journey.id} replay={replay.data} /> : null}
    </section>
  );
};

const Days = ({ journeyId, replay }: { journeyId: string; replay: Replay }) => {
  const { frames } = replay;
  const player = usePlayer(frames.length);
  usePlayerKeys(player);
  const frame = frames[player.at];
  const most = useMemo(() => busiestLine(frames), [frames]);
  const totals = useMemo(() => totalsAt(frames, player.at), [frames, player.at]);
  const show = useReplay((state) => state.show);
  useEffect(() => show(frame, most), [frame, most, show]);
  useEffect(() => () => show(undefined, 0), [show]);
  const number = frame?.version ?? undefined;
  // what was published never changes; the drawing of the day before stays until the next one is there
  const published = useRead(
    routes.journeyVersion,
    { id: journeyId, number },
    { enabled: number !== undefined, fresh: Number.POSITIVE_INFINITY, keep: true },
  );
  const shown = useMemo(() => new Set(published.data?.graph.nodes.map(({ id }) => id)), [published.data]);
  if (!frame) return null;
  return (
    <>
      <div className={`${styles.paper} ${stage.stage}`}>
        {published.error ? <ErrorNote error={published.error} retry={() => void published.refetch()} /> : null}
        {published.data ? (
          <>
            <PublishedStage key={published.data.id} graph={published.data.graph} look={LOOK} />
            <Totals totals={totals} frame={frame} steps={replay.steps} shown={shown} />
          </>
        ) : null}
      </div>
      <Player replay={replay} frame={frame} player={player} />
    </>
  );
};
