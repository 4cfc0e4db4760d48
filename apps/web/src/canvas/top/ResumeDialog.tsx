import { Modal, Radio } from '@mantine/core';
import { type Journey, OVERDUE_CHOICES, type OverdueChoice, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Footer } from '../../ui/Footer.js';
import { Loading } from '../../ui/Loading.js';
import { toastDone } from '../../ui/toast.js';

const EVERY = 10_000;

/** Before a paused journey goes on: who and what has come due meanwhile, and what becomes of it. */
export const ResumeDialog = ({ journey, onClose }: { journey: Journey; onClose(): void }) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const [choice, setChoice] = useState<OverdueChoice>('now');
  const overdue = useRead(routes.overdue, { id: journey.id }, { every: EVERY });
  const resume = useWrite(routes.resume, {
    refreshes: ['/journeys', '/home'],
    onDone: () => {
      toastDone(t('canvas.run.resumed'));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    resume.mutate({ id: journey.id, body: { overdue: choice } });
  };
  const found = overdue.data;
  return (
    <Modal opened onClose={onClose} title={t('canvas.resume.title', { name: journey.name })} size={480}>
      <form onSubmit={submit}>
        <div className="stack">
          {overdue.error ? <ErrorNote error={overdue.error} retry={() => void overdue.refetch()} /> : null}
          {!found && !overdue.error ? <Loading lines={2} /> : null}
          {found ? (
            <p>
              {found.pausedAt === null ? null : t('canvas.resume.since', { at: dateTime(found.pausedAt) })}{' '}
              {t('canvas.resume.overdue', { people: number(found.people), messages: number(found.messages), events: number(found.events) })}
            </p>
          ) : null}
          <Radio.Group label={t('canvas.resume.question')} value={choice} onChange={(value) => setChoice(value as OverdueChoice)}>
            <div className="stack">
              {OVERDUE_CHOICES.map((value) => (
                <Radio key={value} value={value} label={t(`canvas.resume.${value}`)} description={t(`canvas.resume.${value}Hint`)} />
              ))}
            </div>
          </Radio.Group>
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" busy={resume.isPending} data-autofocus>
            {t('canvas.run.resume')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
