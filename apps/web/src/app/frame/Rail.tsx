import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useTaskCounts } from '../../tasks/use-task-counts.js';
import { Icon } from '../../ui/Icon.js';
import type { IconName } from '../../ui/icons.js';
import { Mark } from '../../ui/Mark.js';
import { useMay } from '../session.js';
import { useWorkspace } from '../workspace.js';
import styles from './Rail.module.css';

const PLACES = [
  ['home', '/'],
  ['journeys', '/journeys'],
  ['audiences', '/audiences'],
  ['customers', '/customers'],
  ['content', '/content'],
  ['reports', '/reports'],
] as const;

const Place = ({ name, to, count = 0 }: { name: IconName & string; to: string; count?: number }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const label = t(`app.rail.${name}`);
  // a journey's report lives below the journey, and belongs to the reports
  const isReport = /^\/journeys\/\d+\/report/.test(pathname);
  const isOn = (isActive: boolean): boolean => (isReport ? name === 'reports' : isActive);
  return (
    <NavLink
      to={to}
      end={to === '/'}
      className={({ isActive }) => (isOn(isActive) ? styles.on : undefined)}
      aria-label={label}
      title={count > 0 ? t('app.rail.openTasks', { count }) : label}
    >
      <Icon name={name} size={18} />
      <span>{label}</span>
      {count > 0 ? (
        <i className={styles.count} aria-hidden="true">
          {count > MOST ? `${MOST}+` : count}
        </i>
      ) : null}
    </NavLink>
  );
};

/** A larger count says no more, and takes more room. */
const MOST = 99;

export const Rail = () => {
  const { t } = useTranslation();
  const { mailbox } = useWorkspace();
  const mayLook = useMay(routes.mailbox);
  const tasks = useTaskCounts();
  return (
    <nav className={styles.rail} aria-label={t('app.rail.label')}>
      <div className={styles.brand}>
        <Mark />
        <span>Wayfare</span>
      </div>
      {PLACES.map(([name, to]) => (
        <Place key={name} name={name} to={to} />
      ))}
      <Place name="tasks" to="/tasks" count={tasks?.role ?? 0} />
      <span className={styles.gap} />
      {mailbox && mayLook ? <Place name="mailbox" to="/mailbox" /> : null}
      <Place name="connectors" to="/connectors" />
      <Place name="settings" to="/settings" />
    </nav>
  );
};
