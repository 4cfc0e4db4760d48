import { Select } from '@mantine/core';
import { type Journey, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';

interface VersionPickerProps {
  readonly journey: Journey;
  readonly version: number | null;
  onVersion(version: number | null): void;
}

const EVERYONE = 'all';
const REREAD = 10_000;

/** Whose numbers are shown, where people still go by an older version than the one that runs. */
export const VersionPicker = ({ journey, version, onVersion }: VersionPickerProps) => {
  const { t } = useTranslation();
  const versions = useRead(routes.versions, { id: journey.id }, { every: REREAD }).data?.items ?? [];
  const older = versions.filter(({ number, inside }) => number !== journey.version && (inside > 0 || number === version));
  if (older.length === 0 && version === null) return null;
  const shown = versions.filter((each) => each.number === journey.version || older.includes(each));
  return (
    <Select
      size="xs"
      w={180}
      aria-label={t('canvas.live.version.label')}
      allowDeselect={false}
      value={version === null ? EVERYONE : String(version)}
      data={[
        { value: EVERYONE, label: t('canvas.live.version.all') },
        ...shown.map(({ number, inside }) => ({ value: String(number), label: t('canvas.live.version.one', { version: number, inside }) })),
      ]}
      onChange={(value) => onVersion(value === null || value === EVERYONE ? null : Number(value))}
    />
  );
};
