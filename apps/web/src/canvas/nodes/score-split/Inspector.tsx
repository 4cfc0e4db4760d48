import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Segmented } from '../../../ui/Segmented.js';
import { AttributeField } from '../../form/AttributeField.js';
import { newId } from '../../sheet/ids.js';
import type { InspectorProps } from '../inspectors.js';
import { BandFields } from './BandFields.js';
import { BoundShares } from './BoundShares.js';
import { bandAfter } from './bands.js';
import { DecileNumbers } from './DecileNumbers.js';
import styles from './score-split.module.css';
import { evenTenths, TENTHS } from './tenths.js';

export const Inspector = ({ data, change, fault }: InspectorProps<'score-split'>) => {
  const { t } = useTranslation();
  const { bands, mode = 'bounds' } = data;
  const wrong = fault('bad_bound', 'bad_tenth', 'too_few_bands');
  const shared = (next: typeof bands): typeof bands => (mode === 'deciles' ? evenTenths(next) : next);
  const part = (by: typeof mode): void =>
    change(by === 'deciles' ? { ...data, mode: by, bands: evenTenths(bands.slice(0, TENTHS)) } : { ...data, mode: undefined });
  const add = (): void => {
    const name = t('nodes.score.bandName', { number: bands.length + 1 });
    change({
      ...data,
      bands: shared(mode === 'deciles' ? [...bands, { id: newId('b'), name }] : bandAfter(bands, { id: newId('b'), name })),
    });
  };
  return (
    <>
      <AttributeField
        label={t('nodes.score.attribute')}
        value={data.attribute}
        offers={({ kind }) => kind === 'number'}
        onChange={(attribute) => change({ ...data, attribute }, 'attribute')}
        error={fault('missing_attribute', 'unknown_attribute')}
      />
      <Segmented
        label={t('nodes.score.by')}
        value={mode}
        options={(['bounds', 'deciles'] as const).map((value) => ({ value, label: t(`nodes.score.mode.${value}`) }))}
        onChange={part}
      />
      <div className={styles.bands}>
        {bands.map((band, at) => (
          <BandFields
            key={band.id}
            band={band}
            mode={mode}
            isLast={at === bands.length - 1}
            onChange={(next, thing) =>
              change({ ...data, bands: bands.map((each) => (each.id === band.id ? next : each)) }, `${band.id}.${thing}`)
            }
            onRemove={bands.length > 2 ? () => change({ ...data, bands: shared(bands.filter((each) => each.id !== band.id)) }) : undefined}
          />
        ))}
      </div>
      {mode === 'deciles' && bands.length >= TENTHS ? null : (
        <Button small icon="plus" onClick={add}>
          {t('nodes.score.addBand')}
        </Button>
      )}
      {wrong ? <p className={styles.error}>{wrong}</p> : null}
      {mode === 'deciles' ? <DecileNumbers data={data} /> : <BoundShares data={data} />}
      <p className="faint tiny">{t(mode === 'deciles' ? 'nodes.score.decilesHint' : 'nodes.score.hint')}</p>
    </>
  );
};
