import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormat } from '../../i18n/format.js';
import { Button } from '../../ui/Button.js';
import { Footer } from '../../ui/Footer.js';
import type { Autosave } from '../store/autosave.js';

/** Somebody else has saved the draft meanwhile: nothing is lost, and one of the two is chosen. */
export const ConflictDialog = ({ autosave }: { autosave: Autosave }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const theirs = useStore(autosave.state, (state) => (state.status === 'conflict' ? state.theirs : null));
  return (
    <Modal
      opened={theirs !== null}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('canvas.conflict.title')}
      size={480}
    >
      {theirs ? (
        <>
          <p className="muted">
            {theirs.draftBy
              ? t('canvas.conflict.byName', { name: theirs.draftBy, when: dateTime(theirs.updatedAt), count: theirs.graph.nodes.length })
              : t('canvas.conflict.bySomeone', { when: dateTime(theirs.updatedAt), count: theirs.graph.nodes.length })}
          </p>
          <p className="muted small" style={{ marginTop: 8 }}>
            {t('canvas.conflict.undoable')}
          </p>
          <Footer>
            <Button onClick={() => void autosave.keepMine()}>{t('canvas.conflict.keepMine')}</Button>
            <Button kind="seal" onClick={() => autosave.takeTheirs()} data-autofocus>
              {t('canvas.conflict.takeTheirs')}
            </Button>
          </Footer>
        </>
      ) : null}
    </Modal>
  );
};
