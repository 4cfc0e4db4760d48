import { Select, TextInput } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../../api/hooks.js';
import { useAudienceNames } from '../../../audiences/condition/use-audience-names.js';
import { Button } from '../../../ui/Button.js';

interface ListFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  onChange(listId: string): void;
}

/** Which list people are put on: one that is there, or a new one. */
export const ListField = ({ value, error, onChange }: ListFieldProps) => {
  const { t } = useTranslation();
  const { lists } = useAudienceNames();
  const [making, setMaking] = useState(false);
  return (
    <>
      <Select
        label={t('nodes.update.list')}
        placeholder={t('nodes.field.choose')}
        searchable
        nothingFoundMessage={t('nodes.update.noList')}
        data={lists.map(({ id, name }) => ({ value: id, label: name }))}
        value={value || null}
        error={error}
        onChange={(id) => onChange(id ?? '')}
      />
      {making ? (
        <NewList
          onMade={(id) => {
            setMaking(false);
            onChange(id);
          }}
        />
      ) : (
        <Button small icon="plus" onClick={() => setMaking(true)}>
          {t('nodes.update.newList')}
        </Button>
      )}
    </>
  );
};

/** An empty list with a name: those who come here are its first people. */
const NewList = ({ onMade }: { onMade(id: string): void }) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const make = useWrite(routes.createList, { refreshes: ['/lists'], onDone: ({ id }) => onMade(id) });
  const save = (): void => {
    if (name.trim() !== '') make.mutate({ body: { name: name.trim(), from: { customers: [] } } });
  };
  return (
    <>
      <TextInput
        autoFocus
        label={t('nodes.update.listName')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
        }}
      />
      <Button small disabled={name.trim() === '' || make.isPending} onClick={save}>
        {t('nodes.update.makeList')}
      </Button>
    </>
  );
};
