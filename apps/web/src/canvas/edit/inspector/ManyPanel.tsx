import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { useActs } from '../useActs.js';
import styles from './Inspector.module.css';

/** Several steps are chosen: what can be done with all of them. */
export const ManyPanel = ({ count }: { count: number }) => {
  const { t } = useTranslation();
  const acts = useActs();
  return (
    <>
      <h2 className={styles.title}>{t('canvas.inspector.many', { count })}</h2>
      <p className="muted small">{t('canvas.inspector.manyHint')}</p>
      <div className={styles.acts}>
        <Button small icon="copy" onClick={acts.duplicate}>
          {t('canvas.acts.duplicate')}
        </Button>
        <Button small icon="trash" onClick={acts.remove}>
          {t('canvas.acts.delete')}
        </Button>
      </div>
    </>
  );
};
