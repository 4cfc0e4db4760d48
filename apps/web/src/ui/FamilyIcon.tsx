import styles from './FamilyIcon.module.css';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

/** `paper`: what is only drawn, for those who look at the drawing. */
export type Family = 'entry' | 'time' | 'decision' | 'action' | 'exit' | 'paper';

/** A node's drawing on the soft tone of its family: hue and shape say it, neither alone. */
export const FamilyIcon = ({ family, name, size = 24 }: { family: Family; name: IconName; size?: number }) => (
  <span className={styles.tile} data-family={family} style={{ width: size, height: size }}>
    <Icon name={name} size={Math.round(size * 0.58)} weight={1.8} />
  </span>
);
