import { Modal, Select, Textarea, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer, toastDone } from '../../ui/index.js';

const CHANNELS = ['email', 'sms'] as const;
const MOST = 10_000;

/** Leaves addresses alone: one in each line, as they are pasted from anywhere. */
export const AddSuppressionsDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('email');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const addresses = text.split(/[\n,;]+/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const add = useWrite(routes.addSuppressions, {
    refreshes: ['/suppressions', '/customers'],
    onDone: ({ added, already, refused }) => {
      toastDone(t('privacy.suppressions.added', { added, already }));
      if (refused.length === 0) onClose();
      setText(refused.join('\n'));
    },
  });
  const isReady = addresses.length > 0 && addresses.length <= MOST && note.trim() !== '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) add.mutate({ body: { channel, addresses, note: note.trim() } });
  };
  return (
    <Modal opened onClose={onClose} title={t('privacy.suppressions.add')} size={520}>
      <form onSubmit={submit}>
        <div className="stack">
          <Select
            label={t('privacy.suppressions.channel')}
            allowDeselect={false}
            data={CHANNELS.map((value) => ({ value, label: t(`common.channel.${value}`) }))}
            value={channel}
            onChange={(value) => setChannel(value === 'sms' ? 'sms' : 'email')}
          />
          <Textarea
            label={t('privacy.suppressions.addresses')}
            description={t('privacy.suppressions.addressesHint')}
            error={
              add.data && add.data.refused.length > 0 ? t('privacy.suppressions.refused', { count: add.data.refused.length }) : undefined
            }
            value={text}
            autosize
            minRows={4}
            maxRows={12}
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput label={t('privacy.suppressions.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isReady} busy={add.isPending}>
            {t('privacy.suppressions.addThem', { count: addresses.length })}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
