import type { ReactNode } from 'react';
import { type Family, FamilyIcon } from '../../ui/FamilyIcon.js';
import type { IconName } from '../../ui/icons.js';
import styles from './NodeCard.module.css';

interface NodeCardProps {
  readonly family: Family;
  readonly icon: IconName;
  readonly name: string;
  readonly selected?: boolean | undefined;
  /** Drawn but not part of what is looked at. */
  readonly pale?: boolean | undefined;
  readonly badge?: ReactNode;
  readonly children?: ReactNode;
}

/** A step as a card: a band in the colour of its family, what it is called, and below it what it does or who stands there. */
export const NodeCard = ({ family, icon, name, selected, pale, badge, children }: NodeCardProps) => (
  <div className={styles.card} data-family={family} data-selected={selected || undefined} data-pale={pale || undefined}>
    <div className={styles.head}>
      <FamilyIcon family={family} name={icon} />
      <b className={styles.name}>{name}</b>
      {badge}
    </div>
    {children}
  </div>
);
