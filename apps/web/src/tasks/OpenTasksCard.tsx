import { routes, type Task } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/hooks.js';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { Button, ButtonLink, Card, Chip } from '../ui/index.js';
import { DoTaskDialog } from './DoTaskDialog.js';
import styles from './tasks.module.css';
import { dueTone } from './words.js';

interface OpenTasksCardProps {
  /** Of one customer, whoever is asked; absent: one's own and one's role's, of everybody. */
  readonly customerId?: string;
}

const SHOWN = 5;
const EVERY = 30_000;

/** The most urgent tasks, where there are some. */
export const OpenTasksCard = ({ customerId }: OpenTasksCardProps) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { now } = useWorkspace();
  const [doing, setDoing] = useState<Task | null>(null);
  const query = {
    limit: SHOWN,
    ...(customerId === undefined ? { scope: 'role' as const } : { scope: 'all' as const, customer: customerId }),
  };
  const { data } = useRead(routes.tasks, { query }, { every: EVERY });
  if (!data || data.items.length === 0) return null;
  const all = (
    <ButtonLink small to="/tasks">
      {t('tasks.all')}
    </ButtonLink>
  );
  return (
    <Card title={t('tasks.card')} {...(customerId === undefined ? { lead: t('tasks.cardLead') } : {})} actions={all}>
      <ul className={styles.card}>
        {data.items.map((task) => (
          <li key={task.id}>
            <span className={styles.what}>
              <b>{task.title}</b>
              <span className="small faint">
                {customerId === undefined ? `${task.customer.name} · ${task.journey.name}` : task.journey.name}
              </span>
            </span>
            {task.dueAt === null ? null : <Chip tone={dueTone(task.dueAt, now)}>{dateTime(task.dueAt, now)}</Chip>}
            <Button small icon="check" onClick={() => setDoing(task)}>
              {t('tasks.do')}
            </Button>
          </li>
        ))}
      </ul>
      {doing ? <DoTaskDialog task={doing} onClose={() => setDoing(null)} /> : null}
    </Card>
  );
};
