import { routes, type Task, type TaskScope } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../api/hooks.js';
import { useMay, useMe } from '../app/session.js';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { Button, IconButton } from '../ui/Button.js';
import { Chip, type Column, DataTable, EmptyState } from '../ui/index.js';
import { AssignDialog } from './AssignDialog.js';
import { DoTaskDialog } from './DoTaskDialog.js';
import { MailState } from './MailState.js';
import styles from './tasks.module.css';
import { useColleagues } from './use-colleagues.js';
import { assigneeWords, type Colleagues, dueTone } from './words.js';

type Open = { readonly what: 'do' | 'assign'; readonly task: Task } | null;

const EVERY = 30_000;

/** When it should be done; once it is closed, how that came. */
const Due = ({ task, colleagues }: { task: Task; colleagues: Colleagues }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { now } = useWorkspace();
  if (task.state === 'open')
    return task.dueAt === null ? (
      <span className="faint">{t('tasks.noDue')}</span>
    ) : (
      <Chip tone={dueTone(task.dueAt, now)}>
        {t(task.dueAt < now ? 'tasks.overdueSince' : 'tasks.dueAt', { at: dateTime(task.dueAt, now) })}
      </Chip>
    );
  const at = task.closedAt === null ? '' : dateTime(task.closedAt, now);
  const by = task.doneBy === null ? null : colleagues.get(task.doneBy);
  return (
    <span className={styles.closed}>
      <Chip tone={task.state === 'done' ? 'good' : 'plain'}>{t(`tasks.state.${task.state}`)}</Chip>
      <span className="small faint">{by ? t('tasks.closedBy', { at, by }) : at}</span>
      {task.outcome ? <span className="small">{task.outcome}</span> : null}
    </span>
  );
};

const What = ({ task }: { task: Task }) => (
  <span className={styles.what}>
    <b>{task.title}</b>
    {task.note ? <span className="small muted">{task.note}</span> : null}
  </span>
);

const Who = ({ task, t }: { task: Task; t: TFunction }) => (
  <span className={styles.what}>
    <Link to={`/customers/${task.customer.id}`}>{task.customer.name}</Link>
    <span className="small faint">
      <Link to={`/journeys/${task.journey.id}`}>{task.journey.name}</Link>
      {task.waits && task.state === 'open' ? ` · ${t('tasks.waits')}` : null}
    </span>
  </span>
);

/** Who is asked, and whether the mail about it has left. */
const Assignee = ({ task, colleagues }: { task: Task; colleagues: Colleagues }) => {
  const { t } = useTranslation();
  return (
    <span className={styles.what}>
      <span>{assigneeWords(task, colleagues, t)}</span>
      {task.mail && task.state === 'open' ? <MailState mail={task.mail} /> : null}
    </span>
  );
};

/** Tasks, page by page; the open ones can be done and given to others. */
export const TasksTable = ({ scope, is }: { scope: TaskScope; is: 'open' | 'closed' }) => {
  const { t } = useTranslation();
  const me = useMe();
  const colleagues = useColleagues();
  const mayAssign = useMay(routes.assignTask);
  const pages = usePages(routes.tasks, { query: { scope, is } }, { every: EVERY });
  const [open, setOpen] = useState<Open>(null);
  const mayDo = ({ assignee }: Task): boolean =>
    me?.role !== 'reviewer' || ('user' in assignee ? assignee.user === me.user?.id : assignee.role === me.role);
  const acts: Column<Task> = {
    key: 'acts',
    head: '',
    cell: (task) => (
      <span className={styles.acts}>
        {mayDo(task) ? (
          <Button small icon="check" onClick={() => setOpen({ what: 'do', task })}>
            {t('tasks.do')}
          </Button>
        ) : null}
        {mayAssign ? (
          <IconButton
            icon="person"
            label={t('tasks.assignLabel', { title: task.title })}
            onClick={() => setOpen({ what: 'assign', task })}
          />
        ) : null}
      </span>
    ),
    width: 150,
  };
  const columns: Column<Task>[] = [
    { key: 'title', head: t('tasks.column.title'), cell: (task) => <What task={task} /> },
    { key: 'customer', head: t('tasks.column.customer'), cell: (task) => <Who task={task} t={t} />, width: '24%' },
    { key: 'assignee', head: t('tasks.column.assignee'), cell: (task) => <Assignee task={task} colleagues={colleagues} />, width: '18%' },
    {
      key: 'due',
      head: t(`tasks.column.${is === 'open' ? 'due' : 'closed'}`),
      cell: (task) => <Due task={task} colleagues={colleagues} />,
      width: '20%',
    },
    ...(is === 'open' ? [acts] : []),
  ];
  return (
    <>
      <DataTable
        label={t('tasks.title')}
        columns={columns}
        pages={pages}
        rowKey={(task) => task.id}
        empty={<EmptyState icon="todo" title={t(`tasks.empty.${is}`)} body={t('tasks.emptyBody')} />}
      />
      {open?.what === 'do' ? <DoTaskDialog task={open.task} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'assign' ? <AssignDialog task={open.task} onClose={() => setOpen(null)} /> : null}
    </>
  );
};
