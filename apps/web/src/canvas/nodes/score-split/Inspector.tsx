import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { AttributeField } from '../../form/AttributeField.js';
import { newId } from '../../sheet/ids.js';
import type { InspectorProps } from '../inspectors.js';
import { BandFields } from './BandFields.js';
import { bandAfter } from './bands.js';
import styles from './score-split.module.css';

export const Inspector = ({ data, change, fault }: InspectorProps<'score-split'>) => {
  const { t } = useTranslation();
  const { bands } = data;
  const wrong = fault('bad_bound', 'too_few_bands');
  const add = (): void => {
    const name = t('nodes.score.bandName', { number: bands.length + 1 });
    change({ ...data, bands: bandAfter(bands, { id: newId('b'), name }) });
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
      <div className={styles.bands}>
        {bands.map((band, at) => (
          <BandFields
            key={band.id}
            band={band}
            isLast={at === bands.length - 1}
            onChange={(next, thing) =>
              change({ ...data, bands: bands.map((each) => (each.id === band.id ? next : each)) }, `${band.id}.${thing}`)
            }
            onRemove={bands.length > 2 ? () => change({ ...data, bands: bands.filter((each) => each.id !== band.id) }) : undefined}
          />
        ))}
      </div>
      <Button small icon="plus" onClick={add}>
        {t('nodes.score.addBand')}
      </Button>
      {wrong ? <p className={styles.error}>{wrong}</p> : null}
      <p className="faint tiny">{t('nodes.score.hint')}</p>
    </>
  );
};
