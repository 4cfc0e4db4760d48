import type { ReactNode } from 'react';
import styles from './form.module.css';

interface LabeledProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** At the right of the label: a small act that belongs to the field. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A group of controls under one name; single controls bring their own label. */
export const Labeled = ({ label, hint, error, aside, children }: LabeledProps) => (
  <fieldset className={styles.group}>
    <legend className={styles.legend}>
      <span className="grow">{label}</span>
      {aside}
    </legend>
    {children}
    {hint ? <p className={styles.hint}>{hint}</p> : null}
    {error ? (
      <p className={styles.error} role="alert">
        {error}
      </p>
    ) : null}
  </fieldset>
);
