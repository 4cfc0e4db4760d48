import { Modal, Textarea, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer } from '../../ui/index.js';
import { tagPath } from './words.js';

/** A name and what it means; its rule is written on its page. */
export const NewTagDialog = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useWrite(routes.createTag, { refreshes: ['/tag', '/catalogue'], onDone: (tag) => void navigate(tagPath(tag.name)) });
  const isReady = name.trim() !== '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) create.mutate({ body: { name: name.trim(), description: description.trim() } });
  };
  return (
    <Modal opened onClose={onClose} title={t('tags.create')} size={480}>
      <form onSubmit={submit}>
        <div className="stack">
          <TextInput
            label={t('tags.name')}
            value={name}
            maxLength={200}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('tags.description')}
            description={t('tags.descriptionHint')}
            value={description}
            maxLength={1000}
            autosize
            minRows={2}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isReady} busy={create.isPending}>
            {t('tags.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
