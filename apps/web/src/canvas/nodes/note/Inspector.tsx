import { Textarea } from '@mantine/core';
import { NOTE_COLOURS } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { Labeled } from '../../form/Labeled.js';
import type { InspectorProps } from '../inspectors.js';
import styles from './note.module.css';

export const Inspector = ({ data, change }: InspectorProps<'note'>) => {
  const { t } = useTranslation();
  return (
    <>
      <Textarea
        label={t('nodes.note.text')}
        placeholder={t('nodes.note.textExample')}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={4000}
        value={data.text}
        onChange={(event) => change({ ...data, text: event.currentTarget.value }, 'text')}
      />
      <Labeled label={t('nodes.note.colour')}>
        <div className={styles.colours} role="radiogroup" aria-label={t('nodes.note.colour')}>
          {NOTE_COLOURS.map((colour) => (
            <label key={colour} className={styles.colour} data-colour={colour} title={t(`nodes.note.colours.${colour}`)}>
              <input
                type="radio"
                name="note-colour"
                aria-label={t(`nodes.note.colours.${colour}`)}
                checked={(data.colour ?? 'yellow') === colour}
                onChange={() => change({ ...data, colour })}
              />
            </label>
          ))}
        </div>
      </Labeled>
      <p className="faint tiny">{t('nodes.note.hint')}</p>
    </>
  );
};
