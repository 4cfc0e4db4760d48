import { useQueryClient } from '@tanstack/react-query';
import { type Journey, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import styles from './JourneyTop.module.css';

/** The journey's name; click it to change it. */
export const JourneyName = ({ journey }: { journey: Journey }) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayRename = useMay(routes.renameJourney);
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useWrite(routes.renameJourney, {
    onDone: ({ name }) =>
      client.setQueryData<Journey>(keyOf(routes.journey, { id: journey.id }), (before) => (before ? { ...before, name } : before)),
  });
  const finish = (): void => {
    const name = typed?.trim();
    if (name && name !== journey.name) rename.mutate({ id: journey.id, body: { name } });
    setTyped(null);
  };
  if (!mayRename) return journey.name;
  if (typed === null) {
    return (
      <button type="button" className={styles.name} title={t('canvas.rename')} onClick={() => setTyped(journey.name)}>
        {rename.isPending ? (rename.variables.body?.name ?? journey.name) : journey.name}
      </button>
    );
  }
  return (
    <input
      className={styles.name}
      // biome-ignore lint/a11y/noAutofocus: it was clicked to be typed into
      autoFocus
      aria-label={t('canvas.rename')}
      value={typed}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
};
