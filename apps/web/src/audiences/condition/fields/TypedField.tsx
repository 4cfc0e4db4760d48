import { Autocomplete } from '@mantine/core';
import styles from '../condition.module.css';

interface TypedFieldProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly autoFocus?: boolean;
  onChange(name: string): void;
}

/** A name that may also be typed, since not all there are are known. */
export const TypedField = ({ label, names, value, autoFocus = false, onChange }: TypedFieldProps) => (
  <Autocomplete
    className={styles.property ?? ''}
    aria-label={label}
    placeholder={label}
    size="xs"
    data={[...names]}
    value={value}
    autoFocus={autoFocus}
    onChange={onChange}
  />
);
