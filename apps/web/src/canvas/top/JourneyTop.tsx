import { type Journey, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { Button, IconButton } from '../../ui/Button.js';
import { Kbd } from '../../ui/Kbd.js';
import { Segmented } from '../../ui/Segmented.js';
import type { Autosave } from '../store/autosave.js';
import { useCanvas } from '../store/context.js';
import { JourneyChips } from './JourneyChips.js';
import { JourneyName } from './JourneyName.js';
import styles from './JourneyTop.module.css';
import { RunMenu } from './RunMenu.js';
import { SaveNote } from './SaveNote.js';

const MODES = ['edit', 'live', 'replay'] as const;
export type Mode = (typeof MODES)[number];

interface JourneyTopProps {
  readonly journey: Journey;
  readonly mode: Mode;
  onMode(mode: Mode): void;
  readonly autosave: Autosave;
  onLaunch(): void;
  onVersions(): void;
  /** Absent where nothing is drawn: in the other modes, and while a draft is tried out already. */
  readonly onTry: (() => void) | undefined;
}

/** The bar above a journey: its name and state, what was saved, the three modes, and the one key. */
export const JourneyTop = ({ journey, mode, onMode, autosave, onLaunch, onVersions, onTry }: JourneyTopProps) => {
  const { t } = useTranslation();
  const mayLaunch = useMay(routes.launch);
  const mayTry = useMay(routes.startTestRun);
  const isOut = journey.version !== null;
  const isDrawn = onTry !== undefined;
  const modes = MODES.map((value) => ({ value, label: t(`canvas.mode.${value}`) }));
  const isActive = journey.state === 'running' || journey.state === 'paused';
  return (
    <PageTop
      compact
      crumbs={[{ label: t('app.rail.journeys'), to: '/journeys' }]}
      title={<JourneyName journey={journey} />}
      tabTitle={journey.name}
      chips={<JourneyChips journey={journey} />}
      actions={
        <>
          {isDrawn ? <SaveNote autosave={autosave} /> : null}
          {isDrawn && mayLaunch ? <UndoRedo /> : null}
          {isOut ? <Segmented label={t('canvas.mode.label')} value={mode} options={modes} onChange={onMode} /> : null}
          {isOut ? <IconButton icon="clock" label={t('changes.versions.title')} onClick={onVersions} /> : null}
          {isOut ? (
            <Link to={`/journeys/${journey.id}/report`} className={styles.report}>
              {t('canvas.report')}
            </Link>
          ) : null}
          {isActive ? <RunMenu journey={journey} /> : null}
          {onTry && mayTry ? <TryOut isOut={isOut} onTry={onTry} /> : null}
          {mayLaunch && (mode === 'edit' || !isActive) ? (
            <Button kind="seal" onClick={onLaunch}>
              {t(isActive ? 'canvas.launchNext' : 'canvas.launch')}
              <Kbd keys="Mod+Enter" />
            </Button>
          ) : null}
        </>
      }
    />
  );
};

/** With its name where there is room for it. */
const TryOut = ({ isOut, onTry }: { isOut: boolean; onTry(): void }) => {
  const { t } = useTranslation();
  if (isOut) return <IconButton icon="flask" label={t('testRun.title')} onClick={onTry} />;
  return (
    <Button icon="flask" onClick={onTry}>
      {t('testRun.title')}
    </Button>
  );
};

const UndoRedo = () => {
  const { t } = useTranslation();
  const undo = useCanvas((state) => state.undo);
  const redo = useCanvas((state) => state.redo);
  const canUndo = useCanvas((state) => state.history.past.length > 0);
  const canRedo = useCanvas((state) => state.history.future.length > 0);
  return (
    <>
      <IconButton icon="undo" label={t('canvas.undo')} keys="Mod+Z" disabled={!canUndo} onClick={undo} />
      <IconButton icon="redo" label={t('canvas.redo')} keys="Mod+Shift+Z" disabled={!canRedo} onClick={redo} />
    </>
  );
};
