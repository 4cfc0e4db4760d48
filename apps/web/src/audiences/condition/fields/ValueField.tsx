import { Autocomplete, MultiSelect, NumberInput, type OptionsFilter, TagsInput, TextInput } from '@mantine/core';
import type { Operand } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import type { Choice } from '../fields.js';
import type { Editor } from '../operators.js';
import { Pick } from './Pick.js';
import { SpanField } from './SpanField.js';

interface ValueFieldProps {
  readonly editor: Editor;
  readonly choices: readonly Choice[];
  /** Only the choices will do, by their names. */
  readonly isClosed?: boolean;
  readonly value: Operand | undefined;
  /** `undefined`: there is nothing to compare with yet. */
  onChange(value: Operand | undefined): void;
  readonly autoFocus: boolean;
}

const textOf = (value: Operand | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const listOf = (value: Operand | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
const durationOf = (value: Operand | undefined): string => (typeof value === 'object' && !Array.isArray(value) ? value.ago : 'P30D');

/** What stands to the right of an operator, by what the operator compares with. */
export const ValueField = ({ editor, choices, isClosed = false, value, onChange, autoFocus }: ValueFieldProps) => {
  const { t } = useTranslation();
  const label = t('condition.build.value');
  if (isClosed && editor === 'text') return <NamedField label={label} choices={choices} value={textOf(value)} onChange={onChange} />;
  if (isClosed && editor === 'chips') return <NamedChips choices={choices} value={listOf(value)} onChange={onChange} />;
  switch (editor) {
    case 'none':
      return null;
    case 'ago':
      return <SpanField value={durationOf(value)} onChange={(ago) => onChange({ ago })} />;
    case 'ahead':
      return <SpanField value={durationOf(value).replace('-', '')} onChange={(ahead) => onChange({ ago: `-${ahead}` })} />;
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
      return (
        <ChipsField
          choices={choices}
          isNumeric={editor === 'numberChips'}
          value={listOf(value)}
          onChange={onChange}
          autoFocus={autoFocus}
        />
      );
    case 'text':
      if (choices.length > 0)
        return <ChosenField label={label} choices={choices} value={textOf(value)} onChange={onChange} autoFocus={autoFocus} />;
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

/** Most frequent values are offered first; of many the first hundred that match what is typed. */
const MOST_OFFERED = 100;

/** A value beside what it is called. */
const optionIn =
  (choices: readonly Choice[]) =>
  ({ option }: { option: { value: string } }) => {
    const name = choices.find(({ value }) => value === option.value)?.name;
    return (
      <span className="ellipsis">
        {option.value} {name ? <span className="faint">{name}</span> : null}
      </span>
    );
  };

/** What was typed is looked for in the value and in what it is called. */
const filterIn =
  (choices: readonly Choice[]): OptionsFilter =>
  ({ options, search, limit }) => {
    const wanted = search.trim().toLocaleLowerCase();
    const found = new Set(
      choices.filter(({ value, name }) => `${value} ${name ?? ''}`.toLocaleLowerCase().includes(wanted)).map(({ value }) => value),
    );
    return options.filter((option) => 'value' in option && found.has(option.value)).slice(0, limit);
  };

interface ChosenFieldProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  onChange(value: Operand | undefined): void;
  readonly autoFocus: boolean;
}

/** One of the values that occur, or another one. */
const ChosenField = ({ label, choices, value, onChange, autoFocus }: ChosenFieldProps) => (
  <Autocomplete
    className={styles.value ?? ''}
    aria-label={label}
    size="xs"
    autoFocus={autoFocus}
    data={choices.map((choice) => choice.value)}
    limit={MOST_OFFERED}
    filter={filterIn(choices)}
    renderOption={optionIn(choices)}
    comboboxProps={{ width: 'max-content', position: 'bottom-start', shadow: 'md', radius: 'md' }}
    value={value}
    onChange={(next) => onChange(next || undefined)}
  />
);

/** Choices as a list shows them; what stands there already and is none of them goes by its id. */
const optionsOf = (choices: readonly Choice[], present: readonly string[]): { value: string; label: string }[] => [
  ...choices.map(({ value, name }) => ({ value, label: name ?? value })),
  ...present.filter((one) => one !== '' && !choices.some(({ value }) => value === one)).map((value) => ({ value, label: value })),
];

/** One of a few things, by its name. */
const NamedField = ({ label, choices, value, onChange }: Omit<ChosenFieldProps, 'autoFocus'>) => (
  <Pick
    className={styles.value}
    label={label}
    placeholder={label}
    value={value}
    options={optionsOf(choices, [value])}
    searchable
    onChange={onChange}
  />
);

/** Some of them. */
const NamedChips = ({ choices, value, onChange }: Omit<ChipsFieldProps, 'isNumeric' | 'autoFocus'>) => {
  const { t } = useTranslation();
  return (
    <MultiSelect
      className={`${styles.value} ${styles.chips}`}
      aria-label={t('condition.build.value')}
      placeholder={value.length === 0 ? t('condition.build.value') : ''}
      size="xs"
      searchable
      data={optionsOf(choices, value)}
      value={value}
      onChange={onChange}
    />
  );
};

interface ChipsFieldProps {
  readonly choices: readonly Choice[];
  readonly isNumeric: boolean;
  readonly value: string[];
  onChange(value: Operand): void;
  readonly autoFocus: boolean;
}

const ChipsField = ({ choices, isNumeric, value, onChange, autoFocus }: ChipsFieldProps) => {
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
      data={choices.map((choice) => choice.value)}
      limit={MOST_OFFERED}
      filter={filterIn(choices)}
      renderOption={optionIn(choices)}
      value={value}
      onChange={tell}
    />
  );
};
