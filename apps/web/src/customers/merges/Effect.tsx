import { type IdentityTrial, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Button, Card, ErrorNote } from '../../ui/index.js';
import styles from './merges.module.css';

interface EffectProps {
  /** What has been worked out for exactly these rules; null where nothing has yet. */
  readonly trialId: string | null;
  readonly isStarting: boolean;
  readonly isSaving: boolean;
  readonly error: Error | null;
  tryOut(): void;
  save(): void;
  undo(): void;
}

const isOver = (trial: IdentityTrial | undefined): boolean => trial !== undefined && trial.state !== 'queued' && trial.state !== 'running';

/** What the changed rules would do, in numbers, before they are saved. */
export const Effect = ({ trialId, isStarting, isSaving, error, tryOut, save, undo }: EffectProps) => {
  const { t } = useTranslation();
  const trial = useRead(routes.identityTrial, { id: trialId ?? '' }, { every: 1000, enabled: trialId !== null }).data;
  const found = trialId === null ? undefined : trial;
  const isDone = found?.state === 'done';
  return (
    <Card title={t('merges.rules.effect')} lead={t('merges.rules.effectLead')} className={styles.pair}>
      {error ? <ErrorNote error={error} /> : null}
      <div aria-live="polite">
        {found && !isOver(found) ? (
          <p className="muted">{t('merges.rules.working', { done: found.lookedAt, people: found.people })}</p>
        ) : null}
        {found && isOver(found) && !isDone ? <p className="muted">{t(`merges.rules.ended.${found.state}`)}</p> : null}
        {found && isDone ? <Figures trial={found} /> : null}
      </div>
      <div className={styles.choices}>
        <Button small kind={isDone ? 'plain' : 'seal'} busy={isStarting || (found !== undefined && !isOver(found))} onClick={tryOut}>
          {t('merges.rules.tryOut')}
        </Button>
        <Button small kind={isDone ? 'seal' : 'plain'} busy={isSaving} disabled={!isDone} onClick={save}>
          {t('merges.rules.save')}
        </Button>
        <Button small onClick={undo}>
          {t('merges.rules.undo')}
        </Button>
      </div>
    </Card>
  );
};

const Figures = ({ trial: { joined, parted, doubtful, doubtfulNow } }: { trial: IdentityTrial }) => {
  const { t } = useTranslation();
  return (
    <ul className={styles.effects}>
      <li>{t('merges.rules.joined', { count: joined })}</li>
      <li>{t('merges.rules.parted', { count: parted })}</li>
      <li>{t('merges.rules.doubtful', { count: doubtful, now: doubtfulNow })}</li>
    </ul>
  );
};
