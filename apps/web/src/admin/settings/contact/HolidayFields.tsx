import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Labeled } from '../../../canvas/form/Labeled.js';
import { Button, IconButton } from '../../../ui/index.js';
import styles from './contact.module.css';
import type { Holiday, Rules } from './rules.js';

/** Days on which nobody is written to. */
export const HolidayFields = ({ rules, change, may }: { rules: Rules; change(part: Partial<Rules>): void; may: boolean }) => {
  const { t } = useTranslation();
  const { holidays } = rules;
  const set = (at: number, part: Partial<Holiday>): void =>
    change({ holidays: holidays.map((holiday, place) => (place === at ? { ...holiday, ...part } : holiday)) });
  return (
    <Labeled label={t('settings.contact.holidays')} hint={t('settings.contact.holidaysHint')}>
      <div className="stack">
        {holidays.map((holiday, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place until it is saved
          <div className={styles.row} key={at}>
            <TextInput
              type="date"
              aria-label={t('settings.contact.day')}
              value={holiday.day}
              readOnly={!may}
              onChange={(event) => set(at, { day: event.currentTarget.value })}
            />
            <TextInput
              className={styles.wide}
              aria-label={t('settings.contact.holidayName')}
              placeholder={t('settings.contact.holidayExample')}
              maxLength={100}
              value={holiday.name}
              readOnly={!may}
              onChange={(event) => set(at, { name: event.currentTarget.value })}
            />
            {may ? (
              <IconButton
                icon="close"
                label={t('settings.contact.removeHoliday', { name: holiday.name })}
                onClick={() => change({ holidays: holidays.filter((_, place) => place !== at) })}
              />
            ) : null}
          </div>
        ))}
        {may ? (
          <div>
            <Button small icon="plus" onClick={() => change({ holidays: [...holidays, { day: '', name: '' }] })}>
              {t('settings.contact.addHoliday')}
            </Button>
          </div>
        ) : null}
      </div>
    </Labeled>
  );
};
