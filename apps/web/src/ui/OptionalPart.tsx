import { Switch } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './OptionalPart.module.css';

interface OptionalPartProps {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  onToggle(on: boolean): void;
  readonly children: ReactNode;
}

/** A part of the settings that may be left out; its fields show once it is switched on. */
export const OptionalPart = ({ label, hint, on, onToggle, children }: OptionalPartProps) => {
  const hintId = useId();
  return (
    <section className={styles.part}>
      <Switch
        size="sm"
        color="var(--good)"
        label={label}
        aria-describedby={hintId}
        checked={on}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <p id={hintId} className={styles.hint}>
        {hint}
      </p>
      {on ? <div className={styles.fields}>{children}</div> : null}
    </section>
  );
};
