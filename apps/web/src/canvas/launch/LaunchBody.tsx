import { type Customer, type Journey, type LaunchSheet, routes } from '@wayfare/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { ApiError, explain } from '../../api/problem.js';
import { Button } from '../../ui/Button.js';
import { Footer } from '../../ui/Footer.js';
import { Icon } from '../../ui/Icon.js';
import { Kbd } from '../../ui/Kbd.js';
import { toastDone } from '../../ui/toast.js';
import { useJump } from '../edit/useJump.js';
import { useCanvas } from '../store/context.js';
import { useLaunchKey } from '../top/useLaunchKey.js';
import { Audience } from './Audience.js';
import { Channels } from './Channels.js';
import { Changes } from './changes/Changes.js';
import { FINISH, isDecided } from './changes/choice.js';
import { useChanges } from './changes/useChanges.js';
import { Forecast } from './forecast/Forecast.js';
import styles from './launch.module.css';
import { Overlaps } from './Overlaps.js';
import { Problems } from './Problems.js';
import { Preview } from './preview/Preview.js';

interface LaunchBodyProps {
  readonly journey: Journey;
  readonly sheet: LaunchSheet;
  onClose(): void;
  onLaunched(): void;
  onShow(customer: Customer): void;
}

const isProblem = (value: unknown): value is LaunchSheet['problems'][number] =>
  typeof value === 'object' && value !== null && 'code' in value && 'severity' in value && 'nodeId' in value;

/** The problems that a refused launch names. */
const refusedFor = (error: unknown): LaunchSheet['problems'] | null => {
  const named = error instanceof ApiError ? error.body['problems'] : null;
  return Array.isArray(named) ? named.filter(isProblem) : null;
};

export const LaunchBody = ({ journey, sheet, onClose, onLaunched, onShow }: LaunchBodyProps) => {
  const { t } = useTranslation();
  const jump = useJump();
  const launch = useWrite(routes.launch, {
    refreshes: ['/journeys', '/home'],
    quiet: true,
    onDone: () => {
      toastDone(t('canvas.launchSheet.done', { name: journey.name }));
      onLaunched();
    },
  });
  // between the sheet and the key something may have changed: what the refusal says counts
  const problems = refusedFor(launch.error) ?? sheet.problems;
  const entersNow = useCanvas((state) => state.sheet.nodes.some((node) => node.type === 'audience' && !node.data.schedule));
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const [choice, setChoice] = useState(FINISH);
  const decided = isDecided(useChanges(journey).data, choice);
  const isPaused = journey.state === 'paused';
  const ready = errors === 0 && decided && !isPaused && !launch.isPending;
  const { mutate } = launch;
  const go = useCallback(() => mutate({ id: journey.id, body: choice }), [mutate, journey.id, choice]);
  useLaunchKey(ready ? go : null);
  const key = useRef<HTMLButtonElement>(null);
  useEffect(() => key.current?.focus(), []);
  const footOf = (): string => {
    if (isPaused) return t('errors.launch_while_paused');
    if (errors > 0) return t('canvas.launchSheet.refused', { count: errors });
    if (!decided) return t('changes.undecided');
    return t(entersNow ? 'canvas.launchSheet.promiseNow' : 'canvas.launchSheet.promiseLater');
  };
  return (
    <div className={styles.sheet}>
      <Changes journey={journey} choice={choice} onChoice={setChoice} />
      <Audience sheet={sheet} />
      <Channels channels={sheet.channels} />
      {errors === 0 ? <Forecast journey={journey} /> : null}
      {errors === 0 ? <Preview journey={journey} onShow={onShow} /> : null}
      <Overlaps overlaps={sheet.overlaps} />
      <Problems
        problems={problems}
        onJump={(nodeId) => {
          onClose();
          jump(nodeId);
        }}
      />
      {sheet.sendMode === 'live' ? null : (
        <p className={styles.note}>
          <Icon name="info" size={15} />
          {t(`app.sendMode.${sheet.sendMode}Hint`)}
        </p>
      )}
      {launch.error ? (
        <p className={styles.refused} role="alert">
          <Icon name="error" size={15} />
          {explain(launch.error, t)}
        </p>
      ) : null}
      <Footer>
        <span className="grow small muted">{footOf()}</span>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="seal" disabled={!ready} busy={launch.isPending} onClick={go} ref={key}>
          {t('canvas.launchSheet.key')}
          <Kbd keys="Mod+Enter" />
        </Button>
      </Footer>
    </div>
  );
};
