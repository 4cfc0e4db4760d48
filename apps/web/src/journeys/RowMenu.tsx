import { Menu } from '@mantine/core';
import { type JourneySummary, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.js';
import { useWrite } from '../api/hooks.js';
import { IconButton } from '../ui/Button.js';
import { confirmDestructive } from '../ui/confirm/confirm.js';
import { Icon } from '../ui/Icon.js';
import { toastDone } from '../ui/toast.js';
import { RenameDialog } from './RenameDialog.js';

const REFRESHES = ['/journeys', '/home'];
const isActive = ({ state }: JourneySummary): boolean => state === 'running' || state === 'paused';

/** What can be done with a journey from the list. */
export const RowMenu = ({ journey }: { journey: JourneySummary }) => {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const create = useWrite(routes.createJourney, {
    refreshes: REFRESHES,
    onDone: ({ name }) => toastDone(t('journeys.duplicated', { name })),
  });
  const remove = useWrite(routes.deleteJourney, {
    refreshes: REFRESHES,
    onDone: () => toastDone(t('journeys.archived', { name: journey.name })),
  });
  const duplicate = async (): Promise<void> => {
    const { graph } = await call(routes.journey, { id: journey.id });
    create.mutate({ body: { name: t('journeys.copyOf', { name: journey.name }), graph } });
  };
  const archive = async (): Promise<void> => {
    const question = {
      title: t('journeys.archive.title', { name: journey.name }),
      affects: t('journeys.archive.affects', { count: journey.entered }),
      action: t('journeys.archive.action'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: journey.id });
  };
  return (
    // the row behind it leads somewhere: what happens in the menu stays in the menu
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks from the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps clicks from the row
    <span onClick={(event) => event.stopPropagation()}>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <IconButton icon="more" label={t('journeys.more', { name: journey.name })} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="edit" />} onClick={() => setRenaming(true)}>
            {t('journeys.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="copy" />} onClick={() => void duplicate()}>
            {t('journeys.duplicate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="trash" />}
            disabled={isActive(journey)}
            title={isActive(journey) ? t('journeys.archive.stopFirst') : undefined}
            onClick={() => void archive()}
          >
            {t('journeys.archive.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameDialog journey={journey} opened={renaming} onClose={() => setRenaming(false)} />
    </span>
  );
};
