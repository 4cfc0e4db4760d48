import { routes } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useMay } from '../app/session.js';
import styles from './CustomersNav.module.css';

/** Where customers come in from; each page below it stands in this row. */
const COMING_IN = [
  { to: '/customers/imports', label: 'files' },
  { to: '/customers/sources', label: 'sources' },
  { to: '/customers/events', label: 'events' },
] as const;

/** Who is left alone, and who was forgotten; the latter is for administrators, and without it there is nothing to choose from. */
const PRIVACY = [
  { to: '/customers/suppressions', label: 'suppressions' },
  { to: '/customers/erasures', label: 'erasures' },
] as const;

/** The pages of the customers' area; `also` are those that belong to a tab without being its first page. */
const TABS = [
  { to: '/customers', label: 'customers' },
  { to: '/customers/imports', label: 'comingIn', also: COMING_IN.map(({ to }) => to) },
  { to: '/customers/merges', label: 'merges' },
  { to: '/customers/attributes', label: 'attributes' },
  { to: '/customers/value', label: 'value' },
  { to: '/customers/tags', label: 'tags' },
  { to: '/customers/traits', label: 'traits' },
  { to: '/customers/suppressions', label: 'privacy', also: PRIVACY.map(({ to }) => to) },
] as const satisfies readonly { to: string; label: string; also?: readonly string[] }[];

const isBelow = (pathname: string, to: string): boolean => pathname === to || pathname.startsWith(`${to}/`);

/** The tabs that the pages of the customers' area share, and below them those of one tab; `children` stand at the end of the row. */
export const CustomersNav = ({ children }: { children?: ReactNode }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const mayErase = useMay(routes.erasures);
  const isComingIn = COMING_IN.some(({ to }) => isBelow(pathname, to));
  const isPrivacy = PRIVACY.some(({ to }) => isBelow(pathname, to));
  return (
    <div className={styles.navs}>
      <div className={styles.row}>
        <nav className={styles.tabs} aria-label={t('customers.nav.label')}>
          {TABS.map((tab) => {
            const isOn = 'also' in tab ? tab.also.some((to) => isBelow(pathname, to)) : isTab(pathname, tab.to);
            return (
              <NavLink
                key={tab.to}
                to={tab.to}
                end
                className={() => (isOn ? styles.on : undefined)}
                aria-current={isOn ? 'page' : undefined}
              >
                {t(`customers.nav.${tab.label}`)}
              </NavLink>
            );
          })}
        </nav>
        <span className="grow" />
        {children}
      </div>
      {isComingIn ? <Below tab="comingIn" pages={COMING_IN} /> : null}
      {isPrivacy && mayErase ? <Below tab="privacy" pages={PRIVACY} /> : null}
    </div>
  );
};

type Pages = typeof COMING_IN | typeof PRIVACY;

const Below = ({ tab, pages }: { tab: 'comingIn' | 'privacy'; pages: Pages }) => {
  const { t } = useTranslation();
  return (
    <nav className={styles.below} aria-label={t(`customers.nav.${tab}`)}>
      {pages.map(({ to, label }) => (
        <NavLink key={to} to={to} className={({ isActive }) => (isActive ? styles.on : undefined)}>
          {t(`customers.nav.${label}`)}
        </NavLink>
      ))}
    </nav>
  );
};

/** The list itself is `/customers`, below which everything else stands: it is on by itself alone. */
const isTab = (pathname: string, to: string): boolean => (to === '/customers' ? pathname === to : isBelow(pathname, to));
