import { Modal, Textarea } from '@mantine/core';
import { routes, type Task } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { Button, Footer, toastDone } from '../ui/index.js';

/** Says that a task is done, and how it came out, if there is something to say. */
export const DoTaskDialog = ({ task, onClose }: { task: Task; onClose(): void }) => {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState('');
  const done = useWrite(routes.doTask, {
    refreshes: ['/tasks', '/customers', '/home'],
    onDone: () => {
      toastDone(t(task.waits ? 'tasks.doneAndOn' : 'tasks.done', { name: task.customer.name }));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    done.mutate({ id: task.id, body: outcome.trim() === '' ? {} : { outcome } });
  };
  return (
    <Modal opened onClose={onClose} title={t('tasks.doTitle', { title: task.title })} size={480}>
      <form onSubmit={submit}>
        <div className="stack">
          {task.waits ? <p className="muted small">{t('tasks.goesOn', { name: task.customer.name })}</p> : null}
          <Textarea
            label={t('tasks.outcome')}
            placeholder={t('tasks.outcomeExample')}
            value={outcome}
            maxLength={1000}
            autosize
            minRows={2}
            maxRows={6}
            onChange={(event) => setOutcome(event.currentTarget.value)}
            data-autofocus
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" busy={done.isPending}>
            {t('tasks.do')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
