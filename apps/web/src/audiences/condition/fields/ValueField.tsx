import { NumberInput, TagsInput, TextInput } from '@mantine/core';
import type { Operand } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import type { Editor } from '../operators.js';
import { SpanField } from './SpanField.js';

interface ValueFieldProps {
  readonly editor: Editor;
  readonly value: Operand | undefined;
  /** `undefined`: there is nothing to compare with yet. */
  onChange(value: Operand | undefined): void;
  readonly autoFocus: boolean;
}

const textOf = (value: Operand | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const listOf = (value: Operand | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
const durationOf = (value: Operand | undefined): string => (typeof value === 'object' && !Array.isArray(value) ? value.ago : 'P30D');

/** What stands to the right of an operator, by what the operator compares with. */
export const ValueField = ({ editor, value, onChange, autoFocus }: ValueFieldProps) => {
  const { t } = useTranslation();
  const label = t('condition.build.value');
  switch (editor) {
    case 'none':
      return null;
    case 'ago':
      return <SpanField value={durationOf(value)} onChange={(ago) => onChange({ ago })} />;
    case 'number':
      return (
        <NumberInput
          className={styles.value ?? ''}
          aria-label={label}
          size="xs"
          hideControls
          autoFocus={autoFocus}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'date':
      return (
        <TextInput
          className={styles.value ?? ''}
          aria-label={label}
          size="xs"
          type="date"
          autoFocus={autoFocus}
          value={textOf(value).slice(0, 10)}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'chips':
    case 'numberChips':
      return <ChipsField isNumeric={editor === 'numberChips'} value={listOf(value)} onChange={onChange} autoFocus={autoFocus} />;
    case 'text':
      return (
        <TextInput
          className={styles.value ?? ''}
          aria-label={label}
          size="xs"
          autoFocus={autoFocus}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
  }
};

interface ChipsFieldProps {
  readonly isNumeric: boolean;
  readonly value: string[];
  onChange(value: Operand): void;
  readonly autoFocus: boolean;
}

const ChipsField = ({ isNumeric, value, onChange, autoFocus }: ChipsFieldProps) => {
  const { t } = useTranslation();
  const tell = (chips: string[]): void => {
    if (!isNumeric) onChange(chips);
    else onChange(chips.map(Number).filter((one) => Number.isFinite(one)));
  };
  return (
    <TagsInput
      className={`${styles.value} ${styles.chips}`}
      aria-label={t('condition.build.values')}
      size="xs"
      autoFocus={autoFocus}
      placeholder={value.length === 0 ? t('condition.build.values') : ''}
      splitChars={[',', '，', '、', ';', '；', '\t']}
      acceptValueOnBlur
      value={value}
      onChange={tell}
    />
  );
};
