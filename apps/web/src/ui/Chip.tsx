import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export type Tone = 'plain' | 'live' | 'good' | 'warn' | 'bad' | 'seal';

/** A short word about the state of something. */
export const Chip = ({
  tone = 'plain',
  dot = false,
  title,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  title?: string;
  children: ReactNode;
}) => (
  <span className={styles.chip} data-tone={tone} title={title}>
    {dot ? <span className={styles.dot} aria-hidden="true" /> : null}
    {children}
  </span>
);
