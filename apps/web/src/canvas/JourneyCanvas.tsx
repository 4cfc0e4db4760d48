import { type Customer, type Journey, routes } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { useMay } from '../app/session.js';
import { EditMode } from './edit/EditMode.js';
import { LaunchSheet } from './launch/LaunchSheet.js';
import { LiveMode } from './live/LiveMode.js';
import { useLiveFeed } from './live/useLiveFeed.js';
import { WordsProvider } from './nodes/WordsProvider.js';
import { useProblems } from './problems/useProblems.js';
import { ReplayMode } from './replay/ReplayMode.js';
import { ConflictDialog } from './save/ConflictDialog.js';
import { useAutosave } from './save/useAutosave.js';
import { graphOf } from './sheet/sheet.js';
import { createCanvasStore } from './store/canvas-store.js';
import { CanvasContext, useCanvasStore } from './store/context.js';
import { JourneyTop, type Mode } from './top/JourneyTop.js';
import { useLaunchKey } from './top/useLaunchKey.js';
import { VersionsDialog } from './top/VersionsDialog.js';
import { TrialMode } from './trial/TrialMode.js';

/** A journey that is at work is first looked at, one that is not is drawn. */
const firstMode = ({ state, draftAhead }: Journey): Mode => ((state === 'running' || state === 'paused') && !draftAhead ? 'live' : 'edit');

export const JourneyCanvas = ({ journey }: { journey: Journey }) => {
  const [store] = useState(() => createCanvasStore(journey.graph));
  return (
    <CanvasContext value={store}>
      <WordsProvider>
        <Modes journey={journey} />
      </WordsProvider>
    </CanvasContext>
  );
};

/** The draft that is being tried out, and whose way through it was asked for first. */
interface Trial {
  readonly graph: Graph;
  readonly customer: Customer | null;
}

const Modes = ({ journey }: { journey: Journey }) => {
  const [mode, setMode] = useState<Mode>(() => firstMode(journey));
  const [launching, setLaunching] = useState(false);
  const [listing, setListing] = useState(false);
  const mayDraw = useMay(routes.saveDraft);
  const autosave = useAutosave(journey);
  const revision = useStore(autosave.state, (state) => state.revision);
  const [version, setVersion] = useState<number | null>(null);
  const live = useLiveFeed(journey, mode, mode === 'live' ? version : null);
  useProblems(journey.id, revision);
  const save = useCallback(() => void autosave.flush(), [autosave]);
  const openLaunch = useCallback(async () => {
    // the sheet speaks of what is saved
    await autosave.flush();
    setLaunching(true);
  }, [autosave]);
  const [trial, setTrial] = useState<Trial | null>(null);
  const store = useCanvasStore();
  const tryOut = useCallback(
    async (customer: Customer | null) => {
      // what is tried out is what is saved
      await autosave.flush();
      setLaunching(false);
      setTrial({ graph: graphOf(store.getState().sheet), customer });
    },
    [autosave, store],
  );
  useLaunchKey(mayDraw && !launching ? openLaunch : null);
  return (
    <>
      <JourneyTop
        journey={journey}
        mode={mode}
        onMode={(next) => {
          setTrial(null);
          setMode(next);
        }}
        autosave={autosave}
        onLaunch={() => void openLaunch()}
        onVersions={() => setListing(true)}
        onTry={trial || mode !== 'edit' ? undefined : () => void tryOut(null)}
      />
      {trial ? <TrialMode journey={journey} {...trial} onClose={() => setTrial(null)} /> : null}
      {mode === 'edit' && !trial ? <EditMode name={journey.name} readOnly={!mayDraw} onSave={save} /> : null}
      {mode === 'live' ? <LiveMode journey={journey} live={live} version={version} onVersion={setVersion} /> : null}
      {mode === 'replay' ? <ReplayMode journey={journey} /> : null}
      <LaunchSheet
        journey={journey}
        opened={launching}
        onClose={() => setLaunching(false)}
        onShow={(customer) => {
          setMode('edit');
          void tryOut(customer);
        }}
        onLaunched={() => {
          setLaunching(false);
          setTrial(null);
          setVersion(null);
          setMode('live');
        }}
      />
      <VersionsDialog
        journey={journey}
        autosave={autosave}
        opened={listing}
        onClose={() => setListing(false)}
        onLook={(number) => {
          setListing(false);
          setVersion(number === journey.version ? null : number);
          setMode('live');
        }}
        onRestored={() => {
          setListing(false);
          setMode('edit');
        }}
      />
      <ConflictDialog autosave={autosave} />
    </>
  );
};
