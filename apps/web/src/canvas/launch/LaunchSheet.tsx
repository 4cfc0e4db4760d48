import { Modal } from '@mantine/core';
import { type Customer, type Journey, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Loading } from '../../ui/Loading.js';
import { LaunchBody } from './LaunchBody.js';

interface LaunchSheetProps {
  readonly journey: Journey;
  readonly opened: boolean;
  onClose(): void;
  onLaunched(): void;
  /** Somebody's way is to be seen on the drawing. */
  onShow(customer: Customer): void;
}

/** One sheet before the key is pressed: who will be reached, who will not and why, and what stands in the way. */
export const LaunchSheet = ({ journey, opened, onClose, onLaunched, onShow }: LaunchSheetProps) => {
  const { t } = useTranslation();
  const sheet = useRead(routes.launchSheet, { id: journey.id }, { enabled: opened, fresh: 0 });
  const title =
    journey.version === null
      ? t('canvas.launchSheet.title', { name: journey.name })
      : t('canvas.launchSheet.titleNext', { name: journey.name, version: journey.version + 1 });
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={640}>
      {sheet.error ? <ErrorNote error={sheet.error} retry={() => void sheet.refetch()} /> : null}
      {sheet.isFetching && !sheet.error ? <Loading lines={6} /> : null}
      {sheet.data && !sheet.isFetching ? (
        <LaunchBody journey={journey} sheet={sheet.data} onClose={onClose} onLaunched={onLaunched} onShow={onShow} />
      ) : null}
    </Modal>
  );
};
