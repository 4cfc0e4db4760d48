import { Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from './form.module.css';
import { Labeled } from './Labeled.js';

/** The share of people who are left alone, so that the report can say what the journey added. */
export const HoldoutField = ({ value, onChange, error }: { value: number; onChange(share: number): void; error?: string | undefined }) => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  return (
    <Labeled label={t('nodes.field.holdout')} hint={t(value === 0 ? 'nodes.field.holdoutNone' : 'nodes.field.holdoutHint')} error={error}>
      <div className={styles.slider}>
        <Slider
          size="sm"
          color="var(--entry)"
          min={0}
          max={50}
          step={1}
          label={null}
          thumbLabel={t('nodes.field.holdout')}
          value={Math.round(value * 100)}
          onChange={(share) => onChange(share / 100)}
        />
        <output>{percent(value, 0)}</output>
      </div>
    </Labeled>
  );
};
