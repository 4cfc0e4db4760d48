import { Modal } from '@mantine/core';
import { routes, type Task } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { Button, Footer, toastDone } from '../ui/index.js';
import { AssigneeField } from './AssigneeField.js';

/** Gives a task to somebody else. */
export const AssignDialog = ({ task, onClose }: { task: Task; onClose(): void }) => {
  const { t } = useTranslation();
  const [assignee, setAssignee] = useState(task.assignee);
  const assign = useWrite(routes.assignTask, {
    refreshes: ['/tasks'],
    onDone: () => {
      toastDone(t('tasks.assigned'));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    assign.mutate({ id: task.id, body: { assignee } });
  };
  return (
    <Modal opened onClose={onClose} title={t('tasks.assignTitle', { title: task.title })} size={440}>
      <form onSubmit={submit}>
        <AssigneeField label={t('nodes.task.assignee')} value={assignee} onChange={setAssignee} />
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" busy={assign.isPending}>
            {t('tasks.assign')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
