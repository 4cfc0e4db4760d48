import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** The room below the top bar: scrolls by itself; `narrow` for forms and texts. */
export const Page = ({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) => (
  <div className={styles.scroll}>
    <div className={styles.page} data-narrow={narrow || undefined}>
      {children}
    </div>
  </div>
);
