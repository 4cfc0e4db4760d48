import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { ValueField } from '../fields/ValueField.js';
import type { Choice } from '../fields.js';
import { operatorOf, operatorsOf, type Test, type ValueKind, withOperator } from '../operators.js';

interface TestFieldsProps {
  readonly test: Test;
  readonly kind: ValueKind;
  /** Values that occur, to choose from. */
  readonly choices?: readonly Choice[] | undefined;
  /** Only the choices will do, by their names. */
  readonly isClosed?: boolean | undefined;
  onChange(test: Test): void;
  readonly autoFocus: boolean;
}

const NONE: readonly Choice[] = [];
/** What can be asked of something that is chosen by its name. */
const OF_CHOICES: readonly string[] = ['is', 'isNot', 'in'];

/** Operator and value: the same for an attribute and for a property of an event. */
export const TestFields = ({ test, kind, choices = NONE, isClosed = false, onChange, autoFocus }: TestFieldsProps) => {
  const { t } = useTranslation();
  const shown = operatorOf(test, kind);
  const known = operatorsOf(kind).filter(({ id }) => !isClosed || OF_CHOICES.includes(id));
  const operators = known.some((one) => one.id === shown.id) ? known : [...known, shown];
  return (
    <>
      <Pick
        className={styles.operator}
        label={t('condition.build.operator')}
        value={shown.id}
        options={operators.map(({ id }) => ({ value: id, label: t(`condition.operator.${id}`) }))}
        onChange={(id) => {
          const next = operators.find((one) => one.id === id);
          if (next) onChange(withOperator(test, next));
        }}
      />
      <ValueField
        editor={shown.editor}
        choices={choices}
        isClosed={isClosed}
        value={test.value}
        autoFocus={autoFocus}
        onChange={(value) => onChange(value === undefined ? { is: test.is } : { is: test.is, value })}
      />
    </>
  );
};
