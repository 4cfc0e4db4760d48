import { Modal } from '@mantine/core';
import { type Journey, routes, type Version } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/Button.js';
import { Chip } from '../../ui/Chip.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { toastDone, toastError } from '../../ui/toast.js';
import type { Autosave } from '../store/autosave.js';
import styles from './VersionsDialog.module.css';

interface VersionsDialogProps {
  readonly journey: Journey;
  readonly autosave: Autosave;
  readonly opened: boolean;
  onClose(): void;
  onLook(version: number): void;
  /** A version was taken into the draft. */
  onRestored(): void;
}

/** Every version that was published: to look at, and to take back into the draft, where it can be undone. */
export const VersionsDialog = ({ journey, autosave, opened, onClose, onLook, onRestored }: VersionsDialogProps) => {
  const { t } = useTranslation();
  const versions = useRead(routes.versions, { id: journey.id }, { enabled: opened, fresh: 0 });
  const mayDraw = useMay(routes.restoreVersion);
  const restore = async (number: number): Promise<void> => {
    try {
      if (await autosave.restore(number)) toastDone(t('changes.versions.restored', { version: number }));
      onRestored();
    } catch (error) {
      toastError(explain(error, t));
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('changes.versions.title')} size={560}>
      {versions.error ? <ErrorNote error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.isPending ? <Loading lines={4} /> : null}
      <ul className={styles.versions}>
        {versions.data?.items.map((version) => (
          <li key={version.id}>
            <Told version={version} runs={version.number === journey.version} />
            <Button small onClick={() => onLook(version.number)}>
              {t('changes.versions.look')}
            </Button>
            {mayDraw ? (
              <Button small onClick={() => void restore(version.number)}>
                {t('changes.versions.restore')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Modal>
  );
};

const Told = ({ version, runs }: { version: Version; runs: boolean }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const at = dateTime(version.publishedAt);
  return (
    <div className="grow">
      <b>{t('changes.versions.one', { version: version.number })}</b> {runs ? <Chip tone="live">{t('changes.versions.runs')}</Chip> : null}
      <p className="small muted">
        {version.publishedBy ? t('changes.versions.published', { at, by: version.publishedBy }) : t('changes.versions.publishedAt', { at })}
        {version.inside > 0 ? ` · ${t('changes.versions.inside', { count: version.inside })}` : null}
      </p>
    </div>
  );
};
