import { TASK_SCOPES, type TaskScope } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../app/frame/PageTop.js';
import { Page, Segmented } from '../ui/index.js';
import { TasksTable } from './TasksTable.js';
import styles from './tasks.module.css';
import { useTaskCounts } from './use-task-counts.js';

const IS = ['open', 'closed'] as const;

/** What journeys ask colleagues to do for people, by when it is due; whose, and whether it is done, stands in the address. */
export const TasksPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const counts = useTaskCounts();
  const scope = TASK_SCOPES.find((one) => one === search.get('whose')) ?? 'role';
  const is = search.get('is') === 'closed' ? 'closed' : 'open';
  const go = (whose: TaskScope, shown: (typeof IS)[number]): void =>
    setSearch({ ...(whose === 'role' ? {} : { whose }), ...(shown === 'open' ? {} : { is: shown }) }, { replace: true });
  const label = (one: TaskScope): string =>
    counts ? t('tasks.withCount', { name: t(`tasks.scope.${one}`), count: counts[one] }) : t(`tasks.scope.${one}`);
  return (
    <>
      <PageTop title={t('tasks.title')} />
      <Page>
        <div className={styles.bar}>
          <Segmented
            label={t('tasks.whose')}
            value={scope}
            options={TASK_SCOPES.map((value) => ({ value, label: is === 'open' ? label(value) : t(`tasks.scope.${value}`) }))}
            onChange={(value) => go(value, is)}
          />
          <Segmented
            label={t('tasks.which')}
            value={is}
            options={IS.map((value) => ({ value, label: t(`tasks.is.${value}`) }))}
            onChange={(value) => go(scope, value)}
          />
        </div>
        <p className="muted small">{t('tasks.lead')}</p>
        <TasksTable scope={scope} is={is} />
      </Page>
    </>
  );
};
