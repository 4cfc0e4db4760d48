import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { routes } from '@wayfare/contracts';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRead } from '../../../api/hooks.js';
import { Icon } from '../../../ui/Icon.js';
import { useSearchOpen } from './open.js';
import { addressOf, iconOf } from './places.js';
import styles from './Search.module.css';

const Finder = ({ close }: { close(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [query] = useDebouncedValue(text.trim(), 180);
  const found = useRead(routes.search, { query: { query } }, { enabled: query !== '', keep: true });
  const items = query === '' ? [] : (found.data?.items ?? []);
  const go = (item: (typeof items)[number] | undefined): void => {
    if (!item) return;
    close();
    void navigate(addressOf(item));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((now) => (items.length === 0 ? 0 : (now + step + items.length) % items.length));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(items[at]);
  };
  return (
    <>
      <TextInput
        variant="unstyled"
        size="md"
        data-autofocus
        aria-label={t('app.search.label')}
        placeholder={t('app.search.placeholder')}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls="search-found"
        aria-activedescendant={items[at] ? `search-found-${at}` : undefined}
      />
      <div id="search-found" role="listbox" className={styles.found} aria-label={t('app.search.label')}>
        {items.map((item, index) => (
          <button
            type="button"
            key={`${item.kind}-${item.id}`}
            id={`search-found-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onMouseEnter={() => setAt(index)}
            onClick={() => go(item)}
          >
            <Icon name={iconOf(item.kind)} size={17} />
            <span className="grow ellipsis">
              {item.name} <span className="faint small">{item.detail}</span>
            </span>
            <span className="faint tiny">{t(`app.search.kind.${item.kind}`, { defaultValue: item.kind })}</span>
          </button>
        ))}
        {query !== '' && found.data && items.length === 0 ? (
          <p className={`${styles.none} muted small`}>{t('app.search.none', { query })}</p>
        ) : null}
        {query === '' ? <p className={`${styles.none} faint small`}>{t('app.search.hint')}</p> : null}
      </div>
    </>
  );
};

/** Journeys, customers, segments and templates by name, from anywhere: ⌘K. */
export const SearchDialog = () => {
  const { opened, open, close } = useSearchOpen();
  useHotkeys([['mod+K', open]], [], true);
  return (
    <Modal opened={opened} onClose={close} withCloseButton={false} size={560} padding={0} centered={false} yOffset="12vh">
      {opened ? <Finder close={close} /> : null}
    </Modal>
  );
};
