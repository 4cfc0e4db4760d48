import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import { audienceCondition, useCount } from '../../form/count.js';
import styles from '../../form/form.module.css';

/** How many people that is now, counted while one edits. */
export const AudienceCount = ({ data }: { data: NodeDataByKind['audience'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { count, milliseconds } = useCount(audienceCondition(data));
  if (count === undefined) return null;
  const heldOut = Math.round(count * (data.holdout ?? 0));
  return (
    <div className={styles.box} aria-live="polite">
      <b>{t('common.people.count', { count })}</b>
      {heldOut > 0 ? (
        <span className="muted"> {t('nodes.audience.split', { enter: number(count - heldOut), heldOut: number(heldOut) })}</span>
      ) : null}
      <p className="faint tiny">{t('nodes.field.countedIn', { seconds: ((milliseconds ?? 0) / 1000).toFixed(1) })}</p>
    </div>
  );
};
