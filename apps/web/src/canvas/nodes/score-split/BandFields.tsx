import { NumberInput, TextInput } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/Button.js';
import styles from './score-split.module.css';

type Band = NodeDataByKind['score-split']['bands'][number];

interface BandFieldsProps {
  readonly band: Band;
  /** The last band takes the rest, and needs no bound. */
  readonly isLast: boolean;
  readonly mode: 'bounds' | 'deciles';
  onChange(band: Band, thing: string): void;
  readonly onRemove: (() => void) | undefined;
}

export const BandFields = ({ band, isLast, mode, onChange, onRemove }: BandFieldsProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.band}>
      <TextInput
        aria-label={t('nodes.score.name')}
        value={band.name}
        maxLength={200}
        onChange={(event) => onChange({ ...band, name: event.currentTarget.value }, 'name')}
      />
      {isLast ? (
        <span className="faint small">{t('nodes.score.rest')}</span>
      ) : mode === 'deciles' ? (
        <NumberInput
          aria-label={t('nodes.score.tenth', { name: band.name })}
          leftSection={<span className="faint tiny">{t('nodes.score.upTo')}</span>}
          leftSectionWidth={64}
          min={1}
          max={9}
          allowDecimal={false}
          value={band.to ?? ''}
          onChange={(to) => onChange({ ...band, to: typeof to === 'number' ? to : undefined }, 'to')}
        />
      ) : (
        <NumberInput
          aria-label={t('nodes.score.below', { name: band.name })}
          leftSection={<span className="faint tiny">{t('nodes.score.under')}</span>}
          leftSectionWidth={46}
          hideControls
          value={band.below ?? ''}
          onChange={(below) => onChange({ ...band, below: typeof below === 'number' ? below : undefined }, 'below')}
        />
      )}
      {onRemove ? <IconButton icon="trash" size={13} label={t('nodes.score.remove', { name: band.name })} onClick={onRemove} /> : <span />}
    </div>
  );
};
