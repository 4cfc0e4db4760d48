import type { ForecastResult } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNodeName } from '../../edit/bars/useNodeName.js';
import styles from './forecast.module.css';

/** A forecast is as good as these. */
export const Assumptions = ({ assumptions }: Pick<ForecastResult, 'assumptions'>) => {
  const { t } = useTranslation();
  const nameOf = useNodeName();
  if (assumptions.length === 0) return null;
  return (
    <details className={styles.assumptions}>
      <summary>{t('forecast.assumptions')}</summary>
      <ul>
        {assumptions.map(({ code, nodes }) => (
          <li key={code}>{t(`forecast.assumption.${code}`, { nodes: nodes.map((id) => `“${nameOf(id)}”`).join(' ') })}</li>
        ))}
      </ul>
    </details>
  );
};
