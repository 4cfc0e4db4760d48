import type { PropertyTest, SeveralLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/index.js';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { TypedField } from '../fields/TypedField.js';
import type { Field } from '../fields.js';
import { firstTest, guessKind } from '../operators.js';
import { TestFields } from './TestFields.js';

interface WhereTestsProps {
  readonly leaf: SeveralLeaf;
  /** What one of them has been seen with. */
  readonly fields: readonly Field[];
  onChange(leaf: SeveralLeaf): void;
}

const fieldIn = (fields: readonly Field[], name: string): Field | undefined => fields.find((field) => field.name === name);

/** All of them, or only those with these properties: `where` tests all hold. */
export const WhereTests = ({ leaf, fields, onChange }: WhereTestsProps) => {
  const { t } = useTranslation();
  const tests = leaf.where ?? [];
  const setTests = (where: PropertyTest[]): void => {
    const { where: _before, ...rest } = leaf;
    onChange(where.length === 0 ? rest : { ...rest, where });
  };
  const replace = (at: number, test: PropertyTest): void => setTests(tests.map((one, index) => (index === at ? test : one)));
  const name = (at: number, property: string): void => {
    const kind = fieldIn(fields, property)?.kind;
    const before = tests[at];
    if (before)
      replace(at, { property, ...(kind && kind !== guessKind(before) ? firstTest(kind) : { is: before.is, value: before.value }) });
  };
  return (
    <>
      {tests.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a test has no name of its own; its place is what it is
        <div className={styles.where} key={at}>
          <span className={styles.word}>{t('condition.build.where')}</span>
          <PropertyField isFixed={!('event' in leaf)} fields={fields} value={test.property} onChange={(property) => name(at, property)} />
          <TestFields
            test={test}
            kind={fieldIn(fields, test.property)?.kind ?? guessKind(test)}
            choices={fieldIn(fields, test.property)?.choices}
            isClosed={fieldIn(fields, test.property)?.isClosed}
            autoFocus={false}
            onChange={(next) => replace(at, { property: test.property, ...next })}
          />
          <IconButton
            icon="close"
            size={13}
            label={t('condition.build.removeWhere')}
            onClick={() => setTests(tests.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <button type="button" className={styles.addWhere} onClick={() => setTests([...tests, { property: '', is: 'eq' }])}>
        + {t('condition.build.addWhere')}
      </button>
    </>
  );
};

interface PropertyFieldProps {
  /** Whether all that there is to ask is known: then it is chosen by its words, else it may also be typed. */
  readonly isFixed: boolean;
  readonly fields: readonly Field[];
  readonly value: string;
  onChange(property: string): void;
}

const PropertyField = ({ isFixed, fields, value, onChange }: PropertyFieldProps) => {
  const { t } = useTranslation();
  const label = t('condition.build.property');
  if (isFixed && (value === '' || fieldIn(fields, value)))
    return (
      <Pick
        className={styles.property}
        label={label}
        placeholder={label}
        value={value}
        options={fields.map(({ name, label: called }) => ({ value: name, label: called }))}
        searchable
        onChange={onChange}
      />
    );
  return <TypedField label={label} names={fields.map(({ name }) => name)} value={value} autoFocus={value === ''} onChange={onChange} />;
};
