import type { ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title?: ReactNode;
  /** The question that the card answers, in words. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

export const Card = ({ title, lead, actions, className, children }: CardProps) => (
  <section className={`${styles.card} ${className ?? ''}`}>
    {title || actions ? (
      <header className={styles.head}>
        <div className="grow">
          {title ? <h2>{title}</h2> : null}
          {lead ? <p className={styles.lead}>{lead}</p> : null}
        </div>
        {actions}
      </header>
    ) : null}
    {children}
  </section>
);
