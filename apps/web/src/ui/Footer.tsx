import type { ReactNode } from 'react';
import styles from './Footer.module.css';

/** The row of buttons that ends a dialog or a drawer. */
export const Footer = ({ children }: { children: ReactNode }) => <div className={styles.footer}>{children}</div>;
