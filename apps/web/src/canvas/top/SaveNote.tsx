import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format.js';
import type { Autosave } from '../store/autosave.js';
import styles from './JourneyTop.module.css';

/** Whether the drawing is saved. */
export const SaveNote = ({ autosave }: { autosave: Autosave }) => {
  const { t } = useTranslation();
  const { time } = useFormat();
  const { status, savedAt } = useStore(autosave.state);
  if (status === 'saved' && savedAt === null) return null;
  return (
    <span className={styles.saved} data-status={status} role="status">
      {t(`canvas.save.${status}`, { time: savedAt ? time(savedAt) : '' })}
    </span>
  );
};
