import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/index.js';
import styles from './merges.module.css';

const REFRESHES = ['/match-runs', '/merges', '/possible-duplicates', '/customers'];

/** Looks for customers who are one person, and says how far that is. */
export const LookBar = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const may = useMay(routes.startMatchRun);
  const last = useRead(routes.matchRuns, {}, { every: 2000 }).data?.items[0];
  const isUnderWay = last?.state === 'queued' || last?.state === 'running';
  const start = useWrite(routes.startMatchRun, { refreshes: REFRESHES });
  const stop = useWrite(routes.cancelMatchRun, { refreshes: REFRESHES });
  return (
    <div className={styles.bar}>
      <p className="muted small" aria-live="polite">
        {last && isUnderWay ? t('merges.looking', { done: last.lookedAt, people: last.people }) : null}
        {last && !isUnderWay ? t('merges.looked', { when: dateTime(last.createdAt), merged: last.merged, doubtful: last.doubtful }) : null}
      </p>
      <span className="grow" />
      {may && last && isUnderWay ? (
        <Button small busy={stop.isPending} onClick={() => stop.mutate({ id: last.id })}>
          {t('merges.stop')}
        </Button>
      ) : null}
      {may && !isUnderWay ? (
        <Button small icon="search" busy={start.isPending} onClick={() => start.mutate({})}>
          {t('merges.look')}
        </Button>
      ) : null}
    </div>
  );
};
