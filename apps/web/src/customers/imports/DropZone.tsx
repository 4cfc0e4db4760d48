import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon } from '../../ui/index.js';
import styles from './imports.module.css';

/** Takes one file: dropped, or picked. */
export const DropZone = ({ onFile }: { onFile(file: File): void }) => {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button inside does the same by keyboard
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={26} weight={1.3} />
      <b>{t('customers.imports.dropTitle')}</b>
      <p className="muted small">{t('customers.imports.dropBody')}</p>
      <Button kind="seal" onClick={() => input.current?.click()}>
        {t('customers.imports.pick')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.gz,.zip,.xlsx,.xlsm,.parquet"
        hidden
        aria-label={t('customers.imports.pick')}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
};
