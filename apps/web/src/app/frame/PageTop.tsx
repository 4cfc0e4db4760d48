import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { LanguageSwitch } from './LanguageSwitch.js';
import styles from './PageTop.module.css';
import { SendModeBadge } from './SendModeBadge.js';
import { SearchButton } from './search/SearchButton.js';
import { UserMenu } from './UserMenu.js';

interface PageTopProps {
  /** Words, or an editable name; plain words also name the browser's tab. */
  readonly title: ReactNode;
  readonly tabTitle?: string | undefined;
  /** The way back: `[{ label, to }]`. */
  readonly crumbs?: readonly { readonly label: string; readonly to: string }[] | undefined;
  /** Chips beside the title. */
  readonly chips?: ReactNode;
  readonly actions?: ReactNode;
  /** Where a page needs the room: search shrinks to its icon. */
  readonly compact?: boolean | undefined;
}

/** The bar above every page: where one is, what holds for the workspace, what can be done. */
export const PageTop = ({ title, tabTitle, crumbs = [], chips, actions, compact = false }: PageTopProps) => {
  const tab = tabTitle ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    document.title = tab ? `${tab} · Wayfare` : 'Wayfare';
  }, [tab]);
  return (
    <header className={styles.top}>
      <div className={styles.where}>
        {crumbs.map((crumb) => (
          <Link key={crumb.to} to={crumb.to} className={styles.crumb} title={crumb.label}>
            {crumb.label} /
          </Link>
        ))}
        <h1>{title}</h1>
        {chips}
        <SendModeBadge />
      </div>
      <span className="grow" />
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      <div className={styles.tools}>
        <SearchButton compact={compact} />
        <LanguageSwitch />
        <UserMenu />
      </div>
    </header>
  );
};
