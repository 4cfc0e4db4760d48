import { useTranslation } from 'react-i18next';
import { explain, mayPass } from '../api/problem.js';
import { Button } from './Button.js';
import styles from './ErrorNote.module.css';
import { Icon } from './Icon.js';

/** What could not be read, and the way to try again. */
export const ErrorNote = ({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.note} role="alert">
      <Icon name="error" size={18} />
      <span className="grow">{explain(error, t)}</span>
      {retry && mayPass(error) ? (
        <Button small onClick={retry}>
          {t('common.retry')}
        </Button>
      ) : null}
    </div>
  );
};
