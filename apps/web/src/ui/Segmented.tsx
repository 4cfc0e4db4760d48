import type { ReactNode } from 'react';
import styles from './Segmented.module.css';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  onChange(value: Value): void;
  readonly disabled?: boolean | undefined;
}

/** A few ways side by side, of which one holds. Arrow keys move between them, as between radio buttons. */
export const Segmented = <Value extends string>({ label, value, options, onChange, disabled = false }: SegmentedProps<Value>) => (
  <div className={styles.segmented} role="radiogroup" aria-label={label}>
    {options.map((option) => (
      <label key={option.value} data-on={option.value === value || undefined}>
        <input
          type="radio"
          className="visually-hidden"
          name={label}
          checked={option.value === value}
          disabled={disabled}
          onChange={() => onChange(option.value)}
        />
        {option.label}
      </label>
    ))}
  </div>
);
