import { Menu } from '@mantine/core';
import { type Journey, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, IconButton } from '../../ui/Button.js';
import { confirmDestructive } from '../../ui/confirm/confirm.js';
import { Icon } from '../../ui/Icon.js';
import { toastDone } from '../../ui/toast.js';
import { ResumeDialog } from './ResumeDialog.js';

const REFRESHES = ['/journeys', '/home'];

/** Pause, go on, stop: each says what it does to the people inside before it does it. */
export const RunMenu = ({ journey }: { journey: Journey }) => {
  const { t } = useTranslation();
  const may = useMay(routes.stop);
  const inside = useRead(routes.live, { id: journey.id }).data?.inside ?? 0;
  const pause = useWrite(routes.pause, { refreshes: REFRESHES, onDone: () => toastDone(t('canvas.run.paused')) });
  const [isResuming, setResuming] = useState(false);
  const stop = useWrite(routes.stop, { refreshes: REFRESHES, onDone: () => toastDone(t('canvas.run.stopped')) });
  const askToStop = async (): Promise<void> => {
    const question = {
      title: t('canvas.run.stopTitle', { name: journey.name }),
      affects: t('canvas.run.stopAffects', { count: inside }),
      action: t('canvas.run.stopAction'),
    };
    if (await confirmDestructive(question)) stop.mutate({ id: journey.id });
  };
  if (!may) return null;
  return (
    <>
      {isResuming ? <ResumeDialog journey={journey} onClose={() => setResuming(false)} /> : null}
      {journey.state === 'paused' ? (
        <Button icon="play" onClick={() => setResuming(true)}>
          {t('canvas.run.resume')}
        </Button>
      ) : (
        <Button icon="pause" busy={pause.isPending} title={t('canvas.run.pauseHint')} onClick={() => pause.mutate({ id: journey.id })}>
          {t('canvas.run.pause')}
        </Button>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <IconButton icon="more" label={t('canvas.run.more')} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="stop" />} c="var(--bad)" onClick={() => void askToStop()}>
            {t('canvas.run.stop')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
};
