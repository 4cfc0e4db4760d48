import { Modal, TextInput } from '@mantine/core';
import { type Report, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Footer, toastDone } from '../../ui/index.js';
import type { Opened } from './opened.js';

interface ReportListDialogProps {
  readonly report: Report;
  readonly opened: Opened;
  onClose(): void;
}

/** The people of a number become a list. */
export const ReportListDialog = ({ report, opened, onClose }: ReportListDialogProps) => {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const navigate = useNavigate();
  const { what, nodeId, armId } = opened;
  const [name, setName] = useState(
    t('reports.people.listName', { journey: report.journey.name, day: day(report.day), what: opened.label }),
  );
  const make = useWrite(routes.createList, {
    refreshes: ['/lists'],
    onDone: (list) => {
      toastDone(t('common.people.listMade', { name: list.name, count: list.people }));
      onClose();
      void navigate(`/audiences/lists/${list.id}`);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const origin = {
      journeyId: report.journey.id,
      day: report.day,
      what,
      ...(nodeId === undefined ? {} : { nodeId }),
      ...(armId === undefined ? {} : { armId }),
    };
    if (name.trim() !== '') make.mutate({ body: { name: name.trim(), from: { report: origin } } });
  };
  return (
    <Modal opened onClose={onClose} title={t('reports.list.title')}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{t('reports.list.lead', { people: number(opened.people) })}</p>
          <TextInput label={t('reports.list.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={name.trim() === ''} busy={make.isPending}>
            {t('reports.list.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
