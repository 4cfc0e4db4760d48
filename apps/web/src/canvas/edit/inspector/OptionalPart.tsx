import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './OptionalPart.module.css';

interface OptionalPartProps {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  onToggle(on: boolean): void;
  readonly children: ReactNode;
}

/** A part of the settings that may be left out; its fields show once it is switched on. */
export const OptionalPart = ({ label, hint, on, onToggle, children }: OptionalPartProps) => (
  <section className={styles.part}>
    <Switch
      size="sm"
      color="var(--good)"
      label={label}
      description={hint}
      checked={on}
      onChange={(event) => onToggle(event.currentTarget.checked)}
    />
    {on ? <div className={styles.fields}>{children}</div> : null}
  </section>
);
