import type { Graph } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { STARTERS, starterGraph } from '../../journeys/starters.js';
import { FamilyIcon } from '../../ui/FamilyIcon.js';
import styles from './BlankPaper.module.css';

/** An empty journey: says what to do first, and offers drawings to begin with. */
export const BlankPaper = ({ onReplace }: { onReplace(graph: Graph): void }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.blank}>
      <h2>{t('canvas.blank.title')}</h2>
      <p className="muted">{t('canvas.blank.body')}</p>
      <div className={styles.starters}>
        {STARTERS.map(({ key, family, icon }) => (
          <button key={key} type="button" onClick={() => onReplace(starterGraph(key, t))}>
            <FamilyIcon family={family} name={icon} size={28} />
            <b>{t(`journeys.starter.${key}.name`)}</b>
            <span className="muted small">{t(`journeys.starter.${key}.about`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
};
