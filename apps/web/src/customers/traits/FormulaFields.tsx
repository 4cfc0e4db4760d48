import { type Catalogue, routes, TRAIT_TAKES, type TraitFormula, traitField } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import styles from '../../audiences/condition/condition.module.css';
import { Pick } from '../../audiences/condition/fields/Pick.js';
import { TypedField } from '../../audiences/condition/fields/TypedField.js';
import { type Field, fieldsOf } from '../../audiences/condition/fields.js';
import { FIRST, fieldsFor, type Happened, withTake } from './formula.js';
import { HappenedFields } from './HappenedFields.js';
import own from './traits.module.css';
import { traitWords } from './words.js';

interface FormulaFieldsProps {
  readonly value: TraitFormula;
  readonly catalogue: Catalogue;
  onChange(value: TraitFormula): void;
}

/** What a trait is worked out of, as a sentence that one fills in. */
export const FormulaFields = ({ value, catalogue, onChange }: FormulaFieldsProps) => {
  const { t } = useTranslation();
  const asksOrders = 'order' in value.over || (value.against !== undefined && 'order' in value.against);
  const orderValues = useRead(routes.orderValues, {}, { enabled: asksOrders }).data;
  const fields = fieldsOf(value.over, catalogue, orderValues, t);
  const setOver = (over: Happened): void => onChange(withTake({ ...value, over }, value.take, fieldsOf(over, catalogue, orderValues, t)));
  const shared = { catalogue, orderValues };
  return (
    <div className={`${styles.builder} ${own.formula}`}>
      <div className={styles.line}>
        <Pick
          className={styles.operator}
          label={t('traits.build.take')}
          value={value.take}
          options={TRAIT_TAKES.map((take) => ({ value: take, label: t(`traits.take.${take}`) }))}
          onChange={(take) => onChange(withTake(value, take, fields))}
        />
        {traitField(value.take) === 'none' ? null : <OfField value={value} fields={fields} onChange={onChange} />}
      </div>
      <HappenedFields label={t('traits.build.over')} value={value.over} onChange={setOver} {...shared} />
      {value.take === 'ratio' ? (
        <HappenedFields
          label={t('traits.build.against')}
          value={value.against ?? FIRST.over}
          onChange={(against) => onChange({ ...value, against })}
          {...shared}
        />
      ) : null}
      <p className={styles.sentence}>{traitWords(value, t)}</p>
    </div>
  );
};

const WHEN = ' when';

const OfField = ({ value, fields, onChange }: Omit<FormulaFieldsProps, 'catalogue'> & { readonly fields: readonly Field[] }) => {
  const { t } = useTranslation();
  const { of: _of, ...rest } = value;
  const readable = fieldsFor(value.take, fields);
  const label = t('condition.build.of');
  if ('event' in value.over && readable.length === 0 && traitField(value.take) === 'must')
    return (
      <TypedField
        label={label}
        names={fields.map(({ name }) => name)}
        value={value.of ?? ''}
        onChange={(of) => onChange({ ...rest, of })}
      />
    );
  const when = traitField(value.take) === 'may' ? [{ value: WHEN, label: t('condition.measure.when') }] : [];
  const isUnseen = value.of && !readable.some(({ name }) => name === value.of);
  return (
    <Pick
      className={styles.property}
      label={label}
      value={value.of ?? WHEN}
      options={[
        ...when,
        ...readable.map(({ name, label: called }) => ({ value: name, label: called })),
        ...(isUnseen && value.of ? [{ value: value.of, label: value.of }] : []),
      ]}
      searchable
      onChange={(of) => onChange(of === WHEN ? rest : { ...rest, of })}
    />
  );
};
