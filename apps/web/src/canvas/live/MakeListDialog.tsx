import { Modal, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.js';
import { useRefresh } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { Button } from '../../ui/Button.js';
import { Footer } from '../../ui/Footer.js';
import { toastDone, toastError } from '../../ui/toast.js';
import { collectPeople } from './collect.js';
import type { Opened } from './opened.js';

interface MakeListDialogProps {
  readonly opened: boolean;
  onClose(): void;
  readonly suggestion: string;
  readonly journeyId: string;
  readonly people: Opened;
}

/** People become a list: shows how many have been gathered, and can be cancelled. */
export const MakeListDialog = ({ opened, onClose, suggestion, journeyId, people }: MakeListDialogProps) => {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [name, setName] = useState(suggestion);
  const [count, setCount] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const cancel = (): void => {
    stop.current?.abort();
    setCount(null);
    onClose();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const control = new AbortController();
    stop.current = control;
    setCount(0);
    try {
      const customers = await collectPeople(journeyId, people, setCount, control.signal);
      const list = await call(routes.createList, { body: { name: name.trim(), from: { customers } }, signal: control.signal });
      await refresh('/lists');
      toastDone(t('common.people.listMade', { name: list.name, count: list.people }));
      onClose();
    } catch (error) {
      if (!control.signal.aborted) toastError(explain(error, t));
    } finally {
      setCount(null);
    }
  };
  return (
    <Modal opened={opened} onClose={cancel} title={t('common.people.makeList')} size={420} zIndex={320}>
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('common.people.listName')}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Footer>
          {count === null ? null : <span className="grow muted small">{t('canvas.live.gathered', { count })}</span>}
          <Button onClick={cancel}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" busy={count !== null} disabled={name.trim() === ''}>
            {t('common.people.makeList')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
