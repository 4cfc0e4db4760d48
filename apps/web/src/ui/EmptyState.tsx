import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

/** Says what to do first, and offers it in one click. */
export const EmptyState = ({ icon, title, body, action }: { icon: IconName; title: string; body?: ReactNode; action?: ReactNode }) => (
  <div className={styles.empty}>
    <span className={styles.icon}>
      <Icon name={icon} size={22} weight={1.4} />
    </span>
    <h2>{title}</h2>
    {body ? <p className="muted">{body}</p> : null}
    {action ? <div className={styles.action}>{action}</div> : null}
  </div>
);
