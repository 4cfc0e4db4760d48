import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../../ui/Kbd.js';
import styles from './ShortcutsSheet.module.css';
import { SHORTCUTS } from './shortcuts.js';

export const ShortcutsSheet = ({ opened, onClose }: { opened: boolean; onClose(): void }) => {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('canvas.shortcuts.title')} size={640}>
      <div className={styles.groups}>
        {SHORTCUTS.map(([group, ...keys]) => (
          <section key={group}>
            <h3>{t(`canvas.shortcuts.${group}`)}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={does}>
                  <dt>{t(`canvas.shortcuts.does.${does}`)}</dt>
                  <dd>
                    <Kbd keys={key === 'Wheel' ? t('canvas.shortcuts.wheel') : key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
};
