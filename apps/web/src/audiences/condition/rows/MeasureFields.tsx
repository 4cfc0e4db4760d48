import type { Measure, SeveralLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { TypedField } from '../fields/TypedField.js';
import type { Field } from '../fields.js';
import { fieldsFor, kindOfMeasure, takeOf, takesFor, withField, withTake } from '../measures.js';
import { TestFields } from './TestFields.js';

interface TakeFieldProps {
  readonly leaf: SeveralLeaf;
  readonly fields: readonly Field[];
  onChange(leaf: SeveralLeaf): void;
}

/** How many there are, or what they come to. */
export const TakeField = ({ leaf, fields, onChange }: TakeFieldProps) => {
  const { t } = useTranslation();
  return (
    <Pick
      className={styles.operator}
      label={t('condition.build.take')}
      value={takeOf(leaf)}
      options={takesFor(leaf).map((value) => ({ value, label: t(`condition.take.${value}`) }))}
      onChange={(take) => onChange(withTake(leaf, take, fields))}
    />
  );
};

interface MeasureFieldsProps {
  readonly measure: Measure;
  readonly fields: readonly Field[];
  onChange(measure: Measure): void;
}

/** Of which field, and how it compares. */
export const MeasureFields = ({ measure, fields, onChange }: MeasureFieldsProps) => {
  const { take, of, ...test } = measure;
  return (
    <>
      <OfField measure={measure} fields={fields} onChange={onChange} />
      <TestFields
        test={test}
        kind={kindOfMeasure(measure, fields)}
        choices={fields.find(({ name }) => name === of)?.choices}
        isClosed={fields.find(({ name }) => name === of)?.isClosed}
        autoFocus={false}
        onChange={(next) => onChange({ take, ...(of === undefined ? {} : { of }), ...next })}
      />
    </>
  );
};

const WHEN = ' when';

const OfField = ({ measure, fields, onChange }: MeasureFieldsProps) => {
  const { t } = useTranslation();
  const { take, of } = measure;
  const readsTime = take === 'first' || take === 'last';
  const known = fieldsFor(take, fields);
  const when = { value: WHEN, label: t('condition.measure.when') };
  if (known.length > 0 || readsTime) {
    const unseen = of === undefined || of === '' || known.some(({ name }) => name === of) ? [] : [{ value: of, label: of }];
    const options = [...(readsTime ? [when] : []), ...known.map(({ name, label }) => ({ value: name, label })), ...unseen];
    return (
      <Pick
        className={styles.property}
        label={t('condition.build.of')}
        value={of ?? WHEN}
        options={options}
        searchable
        onChange={(value) => onChange(withField(measure, value === WHEN ? undefined : value, fields))}
      />
    );
  }
  return (
    <TypedField
      label={t('condition.build.of')}
      names={fields.map(({ name }) => name)}
      value={of ?? ''}
      onChange={(value) => onChange(withField(measure, value, fields))}
    />
  );
};
